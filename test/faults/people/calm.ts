import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagesPage, MessageView } from '../../../src/contract/chat.contract.js';
import type { RoomSnapshot } from '../../../src/contract/room-snapshot.contract.js';
import type { Ends } from '../history.js';
import type { HubUnderTest } from '../scenario.js';
import type { Citizen, Crowd } from './crowd.js';
import { wordsOf } from './screen.js';

const LOOK_EVERY_MS = 100;
const PAGE = 100;
/** Whoever was refused tries again a little later. */
const SIGN_IN_MS = 10_000;

/** Waits until everything has arrived everywhere; gives up after the patience, and then the judge sees what is missing. */
export async function calm(hub: HubUnderTest, crowd: Crowd, patienceMs: number): Promise<boolean> {
  for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(LOOK_EVERY_MS)) {
    for (const { tabs } of crowd.browsers)
      for (const { connection, screens } of tabs) {
        connection.retryNow();
        for (const screen of screens.values()) if (screen.phase === 'failed') screen.reload();
      }
    if (await isCalm(hub, crowd)) return true;
  }
  return false;
}

async function isCalm(hub: HubUnderTest, crowd: Crowd): Promise<boolean> {
  for (const browser of crowd.browsers) if (browser.tabs.length > 0 && (await browser.owed()).length > 0) return false;
  const heads = await hub
    .query<{ id: string; seq: number }>(
      `select id, seq::float8 as seq from streams
        union all select room_id || ' ' || account_id, seq::float8 from read_marks`,
    )
    .catch(() => []);
  const headOf = new Map(heads.map(({ id, seq }) => [id, seq]));
  return crowd.browsers.every(({ tabs, person }) =>
    tabs.every(
      ({ connection, screens }) =>
        connection.state.get() === 'online' &&
        [...screens.values()].every(
          ({ phase, window, roomId, owesRead }) =>
            phase === 'closed' ||
            (window?.head.seq === headOf.get(`room:${roomId}`) &&
              // A mark is of a member: who has left is told of none that another device set before.
              (window?.role === null ||
                (!owesRead && window?.read.readSeq === (headOf.get(`${roomId} ${person.id}`) ?? 0)))),
        ),
    ),
  );
}

/** What everybody has before them, and what somebody who opens the room now would see. */
export async function lookAround(crowd: Crowd): Promise<Ends> {
  const screens = crowd.browsers.flatMap(({ tabs, person }) =>
    tabs.flatMap((tab) =>
      [...tab.screens.values()].map(({ roomId, phase, window }) => ({
        person: person.id,
        tab: tab.name,
        roomId,
        phase,
        window,
      })),
    ),
  );
  const fresh = await Promise.all(
    crowd.citizens.flatMap((citizen) => crowd.rooms.map((roomId) => openAnew(crowd, citizen, roomId))),
  );
  const waiting: Ends['waiting'][number][] = [];
  for (const browser of crowd.browsers)
    if (browser.tabs.length > 0)
      for (const { clientId, command } of await browser.owed())
        waiting.push({ browser: browser.name, clientId, command });
  return { screens, fresh, waiting };
}

async function openAnew({ journal }: Crowd, citizen: Citizen, roomId: string): Promise<Ends['fresh'][number]> {
  const [browser] = citizen.browsers;
  const about = { person: citizen.id, roomId, messages: [], mine: {} };
  if (!browser) return { ...about, snapshot: null };
  try {
    for (let waited = 0; !browser.signedIn && waited < SIGN_IN_MS; waited += LOOK_EVERY_MS) {
      await browser.signIn();
      if (!browser.signedIn) await sleep(LOOK_EVERY_MS);
    }
    const askedAt = journal.now();
    const snapshot = await browser.call<RoomSnapshot>('GET', `/api/rooms/${roomId}/snapshot`);
    const messages: MessageView[] = [];
    const mine: Record<string, string[]> = {};
    for (let more = true; more;) {
      const query = { after: messages.at(-1)?.seq ?? 0, limit: PAGE };
      const page = await browser.call<MessagesPage>('GET', `/api/rooms/${roomId}/messages`, { query });
      messages.push(...page.messages);
      Object.assign(mine, page.mine);
      more = page.hasNewer;
    }
    const tab = `${browser.name}.fresh`;
    const head = { epoch: snapshot.head.epoch, seq: snapshot.head.seq };
    journal.by({ person: citizen.id, browser: browser.name, tab })({
      what: 'page',
      askedAt,
      stream: `room:${roomId}`,
      head,
      messages: wordsOf(messages),
    });
    return { ...about, snapshot, messages, mine };
  } catch (failure) {
    return { ...about, snapshot: null, code: failure instanceof Error ? failure.message : String(failure) };
  }
}
