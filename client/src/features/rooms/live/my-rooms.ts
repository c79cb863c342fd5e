import type { QueryClient } from '@tanstack/react-query';
import type { ReadState } from '@contract/chat.contract.js';
import type { LiveEvent } from '@contract/realtime.contract.js';
import type { RoomCard } from '@contract/rooms.contract.js';
import { setUnread } from '../../../app/shell/unread.js';
import { askedKey } from '../../breakouts/live/asked-key.js';
import { entryKey } from '../../meetings/api/meeting-keys.js';
import { isCode } from '../../../lib/api/api-error.js';
import { now, random } from '../../../lib/session/device.js';
import type { Live } from '../../../lib/streams/live.js';
import { myRoomsQuery } from '../api/my-rooms.js';
import { loadRoomCard } from '../api/room-card.js';
import { putCard, roomKeys } from '../api/room-keys.js';
import { roomRightsQuery } from '../api/room-rights.js';
import { lookAgain } from './list-presence.js';
import { reportKeys } from '../../order/api/reports.js';

/** A busy room is asked about at most this often. */
const CALM_MS = 3_000;

const streamOf = (card: RoomCard): string => `room:${card.room.id}`;
const asked = new Map<string, number>();

/** Asks how a room is now; several wishes within a while are one question. */
export function refreshCard(roomId: string, queries: QueryClient): void {
  const last = asked.get(roomId) ?? -Infinity;
  const wait = Math.max(0, last + CALM_MS - now());
  if (last > now()) return;
  asked.set(roomId, now() + wait);
  setTimeout(() => {
    loadRoomCard(roomId).then(
      (card) => putCard(queries, card),
      (failure: unknown) => {
        if (isCode(failure, 'not-found', 'not-allowed')) forgetRoom(roomId, queries);
      },
    );
  }, wait);
}

function forgetRoom(roomId: string, queries: QueryClient): void {
  queries.setQueryData<RoomCard[]>(roomKeys.mine, (cards) => cards?.filter(({ room }) => room.id !== roomId));
  queries.removeQueries({ queryKey: roomKeys.card(roomId) });
}

/** Which of my rooms moved, what I read on another device: the list, the rail and the tab's title follow. */
export function keepMyRoomsFresh(live: Pick<Live, 'accountId' | 'connection' | 'streams'>, queries: QueryClient): void {
  let watched = '';
  let stopWatching = (): void => undefined;
  let before: Readonly<Record<string, unknown>> = {};

  const mine = () => queries.getQueryData<RoomCard[]>(roomKeys.mine) ?? [];
  const onList = () => {
    const cards = mine();
    const unread = (direct: boolean) =>
      cards.reduce((sum, card) => sum + ((card.room.kind === 'direct') === direct ? card.unread : 0), 0);
    setUnread('/rooms', unread(false));
    setUnread('/messages', unread(true));
    const streams = cards.map(streamOf).toSorted();
    if (streams.join() === watched) return;
    watched = streams.join();
    stopWatching();
    stopWatching = live.streams.watch(streams);
  };

  queries.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] === roomKeys.mine[0] && query.queryKey[1] === roomKeys.mine[1]) onList();
  });
  live.streams.onMoved((moved) => {
    const heads = new Map(moved.map(({ stream, seq }) => [stream, seq]));
    for (const card of mine()) if ((heads.get(streamOf(card)) ?? 0) > card.head) refreshCard(card.room.id, queries);
  });
  const signals = live.streams.signals(`account:${live.accountId}`);
  signals.subscribe(() => {
    for (const [key, value] of Object.entries(signals.get())) {
      if (key.startsWith('read:') && before[key] !== value) applyRead(value as ReadState, queries);
    }
    before = signals.get();
  });
  void queries.prefetchQuery(myRoomsQuery());
  afterOutages(live, () => void queries.prefetchQuery({ ...myRoomsQuery(), staleTime: 0 }));
}

/**
 * What was read on another device moves no room, and the hub says it for a while only: who was away asks. Not at once, since
 * after a restart everybody comes back.
 */
function afterOutages({ connection }: Pick<Live, 'connection'>, ask: () => void): void {
  let known = connection.state.get() === 'online';
  connection.state.subscribe(() => {
    if (connection.state.get() !== 'online') return;
    if (known) setTimeout(ask, CALM_MS * random());
    known = true;
  });
}

function applyRead({ roomId, unread, mentions }: ReadState, queries: QueryClient): void {
  const card = queries.getQueryData<RoomCard[]>(roomKeys.mine)?.find(({ room }) => room.id === roomId);
  if (card) putCard(queries, { ...card, unread, mentions });
}

/** What a person's own stream says about rooms. */
export function onRoomAccountEvent(event: LiveEvent, queries: QueryClient): void {
  if (event.type === 'rooms.membership-changed') {
    if (event.payload.state === 'member') refreshCard(event.payload.roomId, queries);
    else forgetRoom(event.payload.roomId, queries);
  } else if (event.type === 'chat.person-mentioned') {
    // A breakout is on no list, whatever is said there.
    const { roomId } = event.payload;
    const mine = queries.getQueryData<RoomCard[]>(roomKeys.mine);
    if (mine?.some(({ room }) => room.id === roomId)) refreshCard(roomId, queries);
  } else if (event.type === 'meetings.entry-decided')
    queries.setQueryData(entryKey(event.payload.meetingId), event.payload.state);
  else if (event.type === 'breakouts.help-settled')
    queries.setQueryData(askedKey(event.payload.breakoutsId), event.payload.waits);
  else if (event.type === 'rooms.mute-changed')
    queries.setQueryData(reportKeys.mute(event.payload.roomId), event.payload.mute);
  else if (event.type === 'chat.report-answered')
    queries.setQueryData(reportKeys.answered, { id: event.payload.messageId, outcome: event.payload.outcome });
  // Role and mentor standing decide which rooms one may create.
  else if (event.type === 'accounts.account-changed') {
    void queries.invalidateQueries(roomRightsQuery());
    lookAgain();
  }
}
