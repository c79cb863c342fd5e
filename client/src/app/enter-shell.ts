import type { OwnAccount } from '@contract/accounts.contract.js';
import { onProfileAccountEvent } from '../features/profiles/live/ties.js';
import { askUnread, onNoticeEvent } from '../features/notifications/live/bell.js';
import { keepMyRoomsFresh, onRoomAccountEvent } from '../features/rooms/live/my-rooms.js';
import { chooseLanguage, currentLanguage } from '../lib/i18n/i18n.js';
import { setTimeZone } from '../lib/i18n/time-zone.js';
import { session, type SessionState } from '../lib/session/session.js';
import { setLive } from '../lib/streams/hooks.js';
import { Live } from '../lib/streams/live.js';
import { ME_KEY } from './me.js';
import { queryClient } from './query-client.js';

let entered: { accountId: string; live: Live } | null = null;

/** Finds out who is signed in and starts what lives with the account. False: nobody is. Throws when the hub cannot be asked. */
export async function enterShell(): Promise<boolean> {
  const state = await session.restore();
  if (state.status !== 'signed-in') return false;
  if (entered?.accountId !== state.account.id) {
    await begin(state.account);
    session.state.subscribe(() => follow(session.state.get()));
  }
  return true;
}

async function begin(account: OwnAccount): Promise<void> {
  queryClient.clear();
  const live = new Live(account.id, session).open();
  entered = { accountId: account.id, live };
  setLive(live);
  await show(account);
  followAccount(live);
  keepMyRoomsFresh(live, queryClient);
}

async function show(account: OwnAccount): Promise<void> {
  queryClient.setQueryData(ME_KEY, account);
  setTimeZone(account.timeZone);
  if (account.language !== currentLanguage()) await chooseLanguage(account.language);
}

/**
 * A session that ended, or one that became another account's in another tab, starts the page anew:
 * nothing of the former account stays in memory.
 */
function follow(state: SessionState): void {
  if (state.status === 'signed-in' && state.account.id === entered?.accountId) return void show(state.account);
  entered?.live.close();
  if (state.status === 'signed-in') return window.location.assign('/home');
  if (state.status !== 'signed-out') return;
  const { pathname, search } = window.location;
  const back = new URLSearchParams({ then: pathname + search, why: state.why ?? '' });
  window.location.assign(state.why ? `/sign-in?${back}` : '/');
}

/** What happens to the account itself, on whatever device. */
function followAccount(live: Live): void {
  let known = false;
  live.streams.follow(`account:${live.accountId}`, {
    // Nothing to load the first time; after a gap that cannot be filled everything is asked again.
    snapshot: async () => {
      if (known) await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME_KEY[0] });
      known = true;
      return null;
    },
    // The bell can wait for the next opening.
    changed: (state) => {
      if (state === 'live') askUnread(queryClient).catch(() => undefined);
    },
    apply: (events, epoch) => {
      for (const event of events) {
        if (event.type === 'accounts.account-changed') session.accountChanged(event.payload.account);
        onRoomAccountEvent(event, queryClient);
        onProfileAccountEvent(event, queryClient);
        onNoticeEvent(event, epoch, queryClient);
      }
    },
  });
}
