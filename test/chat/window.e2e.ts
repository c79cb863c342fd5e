import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { MessageWindow } from '../../client/src/lib/streams/message-window.js';
import { materialsNow } from '../../client/src/features/materials/live/material-list.js';
import { applyEvent, mergePage, roomWindowOf, type RoomWindow } from '../../client/src/lib/streams/room-window.js';
import type { MessagesPage, MessageView } from '../../src/contract/chat.contract.js';
import type { MaterialList } from '../../src/contract/materials.contract.js';
import type { LiveEvent } from '../../src/contract/realtime.contract.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { MaterialsService } from '../../src/features/materials/materials.service.js';
import type { Actor } from '../../src/platform/actor/actor.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import type { StoredEvent } from '../../src/platform/event-log/event-log.types.js';
import { TestHub } from '../support/hub.js';
import { breakoutsByHand } from './window-apart.js';
import { clockByHand } from './window-beside.js';
import { recordingsByHand, stagesByHand } from './window-stage.js';
import { ALL_EVENTS, endsSomething, erases, round, type Command, type Round } from './window-commands.js';
import { Stage, type Posted } from './window-script.js';

const INTERLEAVINGS = 300;
const AT_ONCE = 4;
const script = fc.array(round, { minLength: 2, maxLength: 6 });
const ALL = 100;

interface Look {
  me: Actor;
  window: RoomWindow;
  /** The page before the window, read at the same moment. */
  older: MessagesPage;
  materials: MaterialList;
}

describe('(window at A) + events A..B = window read at B', () => {
  let hub: TestHub;
  let stage: Stage;
  const live = new Map<string, LiveEvent[]>();
  /** How often each kind of fact happened: a script that never erases proves nothing about erasing. */
  const happened = new Map<string, number>();

  beforeAll(async () => {
    hub = await TestHub.boot({
      env: { UPLOADS_DAY_FILES: '100000' },
      replace: [breakoutsByHand, clockByHand, stagesByHand, recordingsByHand],
    });
    stage = await Stage.on(hub);
    hub.log.onCommitted((events) => {
      for (const event of events) {
        live.set(event.stream, [...(live.get(event.stream) ?? []), liveOf(event)]);
        happened.set(event.type, (happened.get(event.type) ?? 0) + 1);
      }
    });
  });
  afterAll(() => hub.close());

  it(`in ${INTERLEAVINGS} random interleavings of several people, erasures included`, async () => {
    const seed = Number(process.env['WINDOW_SEED'] ?? Date.now() & 0x7fffffff);
    console.info(`window property: seed ${seed}`);
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(script, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (scripts) => {
        // Who moves the clock moves it for all rooms: those scripts are played alone.
        const erasing = scripts.filter((rounds) => rounds.some(erases));
        const calm = scripts.filter((rounds) => !rounds.some(erases));
        for (const number of await Promise.all(calm.map(interleaving))) compared += number;
        for (const rounds of erasing) compared += await interleaving(rounds);
      }),
      {
        numRuns: INTERLEAVINGS / AT_ONCE,
        seed,
        endOnFailure: false,
        interruptAfterTimeLimit: 240_000,
        markInterruptAsFailure: true,
      },
    );
    expect(compared).toBeGreaterThan(INTERLEAVINGS);
    for (const type of Object.keys(ALL_EVENTS))
      expect({ type, often: (happened.get(type) ?? 0) >= 2 }).toEqual({ type, often: true });
  }, 300_000);

  /** Plays one script in a room of its own; every earlier look is brought to every later one. Answers how many were compared. */
  async function interleaving(rounds: Round[]): Promise<number> {
    const posted: Posted[] = [];
    const roomId = await stage.room(posted);
    const looks: Look[] = [];
    let compared = 0;
    let archived = false;
    for (const { commands, look } of [...rounds, { commands: [], look: { who: 0, limit: 4, around: null } }]) {
      // An archived room would end the script: it is opened again while the next things happen.
      const back: Command[] = archived ? [{ do: 'reopen' }] : [];
      await Promise.all([...back, ...commands].map((one) => stage.perform(roomId, one, posted)));
      // A deletion that met the sweep halfway is due as well, and nothing may happen while somebody looks.
      if (erases({ commands, look })) await stage.chat.eraseDue();
      if (endsSomething({ commands, look })) await stage.beside.settled();
      archived = commands.some((one) => one.do === 'archive');
      if (!look) continue;
      compared += await compare(roomId, looks);
      looks.push(
        await lookAt(
          roomId,
          stage.people[look.who],
          look.limit,
          look.around === null ? undefined : posted[look.around % posted.length]?.seq,
          posted.find(({ thread }) => thread !== null)?.thread,
        ),
      );
    }
    await stage.beside.leave(roomId);
    live.delete(`room:${roomId}`);
    return compared;
  }

  async function snapshotOf(roomId: string, me: Actor): Promise<RoomWindow> {
    return roomWindowOf(JSON.parse(await stage.rooms.snapshot(me, roomId)) as RoomSnapshot);
  }

  async function lookAt(
    roomId: string,
    me: Actor,
    limit: number,
    around?: number,
    thread?: string | null,
  ): Promise<Look> {
    const whole = await snapshotOf(roomId, me);
    const page = await stage.chat.messages(me, { roomId, limit, ...(around === undefined ? {} : { around }) });
    // The same moment, since nothing else happens now: a window of few messages, perhaps in the middle of the room.
    expect(page.head).toBe(whole.head.seq);
    const window = mergePage(whole, page, { around: around ?? 1 }, me.accountId);
    if (!window) throw new Error('a page of the same moment fits');
    const withThread = thread ? await openThread(roomId, me, window, thread, limit) : window;
    const older = await stage.chat.messages(me, { roomId, limit, before: Math.max(1, window.messages[0]?.seq ?? 1) });
    const materials = await hub.app.get(MaterialsService).list(me, { roomId });
    return { me, window: withThread, older, materials };
  }

  /** A page of a thread; null for who may not read its beginning any more. */
  async function pageOfThread(
    me: Actor,
    about: { roomId: string; thread: string; limit: number; after?: number },
  ): Promise<MessagesPage | null> {
    try {
      return await stage.chat.messages(me, about);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'chat/message-gone') return null;
      throw error;
    }
  }

  /** The last replies of a thread, beside the room. */
  async function openThread(roomId: string, me: Actor, window: RoomWindow, thread: string, limit: number) {
    const page = await pageOfThread(me, { roomId, thread, limit });
    if (!page) return window;
    const opened = mergePage(window, page, { thread }, me.accountId);
    if (!opened) throw new Error('a page of the same moment fits');
    return opened;
  }

  /** Brings every look to now, by what was sent live and by what the log answers today, and compares it with what is read now. */
  async function compare(roomId: string, looks: readonly Look[]): Promise<number> {
    const { events } = await hub.log.read(`room:${roomId}`, 0, 1_000);
    const today = events.map(liveOf);
    const read = new Map<Actor, { truth: RoomWindow; all: MessagesPage }>();
    const kept = await hub.app.get(MaterialsService).list(stage.host, { roomId });
    for (const { me } of looks) {
      if (read.has(me)) continue;
      const [truth, all] = await Promise.all([
        snapshotOf(roomId, me),
        stage.chat.messages(me, { roomId, after: 0, limit: ALL }),
      ]);
      read.set(me, { truth, all });
    }
    for (const { me, window, older, materials } of looks) {
      const { truth, all } = read.get(me) as { truth: RoomWindow; all: MessagesPage };
      const before = window.messages[0]?.seq;
      const page = before === undefined ? undefined : await stage.chat.messages(me, { roomId, before, limit: 5 });
      // Two doors hear of their commits in any order; the streams of realtime put them right.
      const sent = (live.get(`room:${roomId}`) ?? []).sort((a, b) => a.seq - b.seq);
      for (const source of [sent, today]) {
        const missed = source.filter(({ seq }) => seq > window.head.seq);
        const played = missed.reduce((now, event) => applyEvent(now, event, me.accountId), window);
        same(played, truth, all);
        equal(byOwner(materialsNow(materials, played)), byOwner(kept));
        await sameThread(roomId, me, played);
        // An older page joins at any time: read then and merged now, and read now and merged then.
        if (before === undefined || !page) continue;
        const late = mergePage(played, older, { before }, me.accountId);
        same(late, truth, all);
        const ahead = mergePage(window, page, { before }, me.accountId);
        same(ahead && missed.reduce((now, event) => applyEvent(now, event, me.accountId), ahead), truth, all);
      }
    }
    return looks.length;
  }

  async function sameThread(roomId: string, me: Actor, { threadWindow }: RoomWindow): Promise<void> {
    if (!threadWindow?.thread) return;
    const { thread } = threadWindow;
    const all = await pageOfThread(me, { roomId, thread, after: 0, limit: ALL });
    if (all) sameList(threadWindow, all);
  }

  function same(played: RoomWindow | null, truth: RoomWindow, all: MessagesPage): void {
    if (!played) throw new Error('the page was too old for the window');
    equal(played.head, truth.head);
    equal(played.room, truth.room);
    equal(played.role, truth.role);
    equal(byPerson(played), byPerson(truth));
    // Whether one is let in, or muted, comes by one's own stream.
    equal(played.meetings, truth.meetings);
    equal(played.answers, truth.answers);
    equal(played.breakouts, truth.breakouts);
    sameList(played, all);
  }

  function sameList(played: MessageWindow, all: MessagesPage): void {
    const [oldest, newest] = [played.messages[0]?.seq ?? Infinity, played.messages.at(-1)?.seq ?? 0];
    const within = ({ seq }: MessageView) => (!played.hasOlder || seq >= oldest) && (!played.hasNewer || seq <= newest);
    const stretch = all.messages.filter(within);
    equal(played.messages, stretch);
    equal(played.thanked.toSorted(), all.thanked.filter((id) => stretch.some((one) => one.id === id)).toSorted());
    equal(
      played.mine,
      Object.fromEntries(Object.entries(all.mine).filter(([id]) => stretch.some((message) => message.id === id))),
    );
    for (const quoted of Object.values(played.quoted))
      equal(
        quoted,
        // The root of a thread may answer a message of the main list.
        [...all.messages, ...all.quoted].find(({ id }) => id === quoted.id),
      );
  }
});

/** Comparing is most of the work; the matcher is for the difference it shows. */
function equal(played: unknown, truth: unknown): void {
  if (!isDeepStrictEqual(played, truth)) expect(played).toEqual(truth);
}

const byPerson = ({ members }: RoomWindow) => [...members].sort((a, b) => (a.person.id < b.person.id ? -1 : 1));

/** The new names of scripts are told to the room and nobody else. */
const byOwner = (list: MaterialList | null) =>
  list && { ...list, materials: list.materials.map(({ addedBy, ...one }) => ({ ...one, addedBy: addedBy.id })) };

/** As it travels: through JSON. */
function liveOf({ seq, type, subject, actor, at, payload }: StoredEvent): LiveEvent {
  return JSON.parse(JSON.stringify({ seq, type, subject, actor, at, payload })) as LiveEvent;
}
