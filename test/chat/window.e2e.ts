import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { applyEvent, mergePage, roomWindowOf, type RoomWindow } from '../../client/src/lib/streams/room-window.js';
import { chatEvents, type MessagesPage, type MessageView } from '../../src/contract/chat.contract.js';
import type { LiveEvent } from '../../src/contract/realtime.contract.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { roomEvents } from '../../src/contract/rooms.contract.js';
import type { RoomRole } from '../../src/contract/words.js';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { RoomsService } from '../../src/features/rooms/rooms.service.js';
import { HUB, type Actor } from '../../src/platform/actor/actor.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import type { StoredEvent } from '../../src/platform/event-log/event-log.types.js';
import { TestHub } from '../support/hub.js';

const PEOPLE = 4;
const INTERLEAVINGS = 300;
const EMOJIS = ['👍', '🎉', '🤔'] as const;
const ROLES: readonly RoomRole[] = ['co-host', 'learner', 'spectator', 'host'];
const ALL = 100;

// --- what happens, as numbers that are resolved against what is there when it happens
const who = fc.nat(PEOPLE - 1);
const nth = fc.nat(40);
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('post' as const), who, nth: fc.option(nth), mention: fc.option(who) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), nth, mention: fc.option(who) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), nth, byHost: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), nth }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('react' as const),
      who,
      nth,
      emoji: fc.constantFrom(...EMOJIS),
      on: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('join' as const, 'join' as const, 'leave' as const, 'kick' as const),
      who,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('role' as const), who, role: fc.constantFrom(...ROLES) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('card' as const), who, name: fc.constantFrom('Uno', 'Dos', 'Tres') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('lock' as const), chat: fc.boolean(), reactions: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('rename' as const), title: fc.constantFrom('Sala A', 'Sala B', 'Sala C') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('archive' as const, 'reopen' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;
/** What happens at once, and then perhaps somebody who looks, at a window of so many messages. */
const round = fc.record({
  commands: fc.array(command, { minLength: 1, maxLength: 5 }),
  look: fc.option(fc.record({ who, limit: fc.integer({ min: 1, max: 8 }), around: fc.option(nth, { freq: 2 }) }), {
    freq: 2,
  }),
});

type Round = typeof round extends fc.Arbitrary<infer R> ? R : never;
/** The messages of a script: who wrote them, and who deleted them last. */
interface Posted {
  id: string;
  seq: number;
  by: Actor;
  deletedBy: Actor | null;
}

interface Look {
  me: Actor;
  window: RoomWindow;
  /** The page before the window, read at the same moment. */
  older: MessagesPage;
}

describe('(window at A) + events A..B = window read at B', () => {
  let hub: TestHub;
  let rooms: RoomsService;
  let chat: ChatService;
  let people: Actor[];
  const live = new Map<string, LiveEvent[]>();
  /** How often each kind of fact happened: a script that never erases proves nothing about erasing. */
  const happened = new Map<string, number>();

  beforeAll(async () => {
    hub = await TestHub.boot();
    rooms = hub.app.get(RoomsService);
    chat = hub.app.get(ChatService);
    const accounts = hub.app.get(AccountsService);
    const registered = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => hub.person(`Persona ${n}`)));
    people = await Promise.all(registered.map(({ id }) => accounts.actorOf(id)));
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
      fc.asyncProperty(fc.array(round, { minLength: 2, maxLength: 7 }), async (rounds) => {
        compared += await interleaving(rounds);
      }),
      {
        numRuns: INTERLEAVINGS,
        seed,
        endOnFailure: false,
        interruptAfterTimeLimit: 100_000,
        markInterruptAsFailure: true,
      },
    );
    expect(compared).toBeGreaterThan(INTERLEAVINGS);
    for (const type of [...Object.keys(chatEvents), ...Object.keys(roomEvents)])
      expect({ type, often: (happened.get(type) ?? 0) >= 2 }).toEqual({ type, often: true });
  }, 150_000);

  /** Plays one script in a room of its own; every earlier look is brought to every later one. Answers how many were compared. */
  async function interleaving(rounds: Round[]): Promise<number> {
    const [host] = people as [Actor];
    const { room } = await rooms.create(host, {
      kind: 'study-group',
      title: 'Sala A',
      about: '',
      language: 'es',
      visibility: 'public',
      capacity: 50,
    });
    const [, second] = people as [Actor, Actor];
    await rooms.join(second, { roomId: room.id, as: 'learner' });
    const posted: Posted[] = [];
    const start = [0, 1, 0].map((speaker): Command => ({ do: 'post', who: speaker, nth: null, mention: null }));
    await Promise.all(start.map((one) => perform(room.id, one, posted)));
    const looks: Look[] = [];
    let compared = 0;
    let archived = false;
    for (const { commands, look } of [...rounds, { commands: [], look: { who: 0, limit: 4, around: null } }]) {
      // An archived room would end the script: it is opened again while the next things happen.
      const back: Command[] = archived ? [{ do: 'reopen' }] : [];
      await Promise.all([...back, ...commands].map((one) => perform(room.id, one, posted)));
      archived = commands.some((one) => one.do === 'archive');
      if (!look) continue;
      compared += await compare(room.id, looks);
      looks.push(
        await lookAt(
          room.id,
          people[look.who] as Actor,
          look.limit,
          look.around === null ? undefined : posted[look.around % posted.length]?.seq,
        ),
      );
    }
    live.delete(`room:${room.id}`);
    return compared;
  }

  async function perform(roomId: string, one: Command, posted: Posted[]): Promise<void> {
    const [host] = people as [Actor];
    const person = 'who' in one ? (people[one.who] as Actor) : host;
    const among = one.do === 'undo' ? posted.filter(({ deletedBy }) => deletedBy !== null) : posted;
    const message = 'nth' in one && one.nth !== null ? among[one.nth % Math.max(1, among.length)] : undefined;
    const about = { roomId, clientId: randomUUID(), messageId: message?.id ?? randomUUID() };
    const mentions = 'mention' in one && one.mention !== null ? [(people[one.mention] as Actor).accountId] : [];
    const text = `palabras ${randomUUID()}`;
    try {
      switch (one.do) {
        case 'post': {
          const { messageId, seq } = await chat.post(person, {
            roomId,
            clientId: about.clientId,
            text,
            replyTo: message?.id ?? null,
            mentions,
          });
          posted.push({ id: messageId, seq, by: person, deletedBy: null });
          break;
        }
        case 'edit':
          return void (await chat.edit(message?.by ?? person, { ...about, text, mentions }));
        case 'delete': {
          const by = one.byHost || !message ? host : message.by;
          await chat.delete(by, about);
          if (message) message.deletedBy = by;
          return;
        }
        case 'undo':
          return void (await chat.undoDelete(message?.deletedBy ?? host, about));
        case 'react':
          return void (await chat.react(person, { ...about, emoji: one.emoji, on: one.on }));
        case 'join':
          return void (await rooms.join(person, { roomId, as: 'learner' }));
        case 'leave':
          return void (await rooms.leave(person, { roomId }));
        case 'kick':
          return void (await rooms.remove(host, { roomId, personId: person.accountId }));
        case 'role':
          return void (await rooms.setRole(host, { roomId, personId: person.accountId, role: one.role }));
        case 'card':
          return void (await newName(roomId, person, one.name));
        case 'lock':
          return void (await rooms.setLocks(host, { roomId, locks: { chat: one.chat, reactions: one.reactions } }));
        case 'rename':
          return void (await rooms.edit(host, { roomId, title: one.title }));
        case 'archive':
          return void (await rooms.archive(host, { roomId }));
        case 'reopen':
          return void (await rooms.reopen(host, { roomId }));
        case 'erase':
          hub.clock.advance(11 * 60_000);
          return void (await chat.eraseDue());
      }
    } catch (error) {
      // Refusals belong to a random script; anything else is a bug.
      if (!(error instanceof DomainError) || error.code === 'internal') throw error;
    }
  }

  /** As the projector of rooms tells one room, without telling the hundreds of others of this test. */
  async function newName(roomId: string, person: Actor, name: string): Promise<void> {
    const card = { id: person.accountId, name, kind: person.kind, avatar: null };
    const known = await hub.sql.query('select 1 from memberships where room_id = $1 and account_id = $2', [
      roomId,
      person.accountId,
    ]);
    if (known.length === 0) return;
    await hub.log.change(HUB, [`room:${roomId}`], async (change) => {
      change.append({
        stream: `room:${roomId}`,
        type: 'rooms.member-changed',
        subject: person.accountId,
        payload: { person: card },
      });
    });
  }

  async function snapshotOf(roomId: string, me: Actor): Promise<RoomWindow> {
    return roomWindowOf(JSON.parse(await rooms.snapshot(me, roomId)) as RoomSnapshot);
  }

  async function lookAt(roomId: string, me: Actor, limit: number, around?: number): Promise<Look> {
    const whole = await snapshotOf(roomId, me);
    const page = await chat.messages(me, { roomId, limit, ...(around === undefined ? {} : { around }) });
    // The same moment, since nothing else happens now: a window of few messages, perhaps in the middle of the room.
    expect(page.head).toBe(whole.head.seq);
    const window = mergePage(whole, page, { around: around ?? 1 }, me.accountId);
    if (!window) throw new Error('a page of the same moment fits');
    const older = await chat.messages(me, { roomId, limit, before: Math.max(1, window.messages[0]?.seq ?? 1) });
    return { me, window, older };
  }

  /** Brings every look to now, by what was sent live and by what the log answers today, and compares it with what is read now. */
  async function compare(roomId: string, looks: readonly Look[]): Promise<number> {
    const { events } = await hub.log.read(`room:${roomId}`, 0, 1_000);
    const today = events.map(liveOf);
    const read = new Map<Actor, { truth: RoomWindow; all: MessagesPage }>();
    for (const { me } of looks) {
      if (read.has(me)) continue;
      const [truth, all] = await Promise.all([
        snapshotOf(roomId, me),
        chat.messages(me, { roomId, after: 0, limit: ALL }),
      ]);
      read.set(me, { truth, all });
    }
    for (const { me, window, older } of looks) {
      const { truth, all } = read.get(me) as { truth: RoomWindow; all: MessagesPage };
      const before = window.messages[0]?.seq;
      const page = before === undefined ? undefined : await chat.messages(me, { roomId, before, limit: 5 });
      // Two doors hear of their commits in any order; the streams of realtime put them right.
      const sent = (live.get(`room:${roomId}`) ?? []).sort((a, b) => a.seq - b.seq);
      for (const source of [sent, today]) {
        const missed = source.filter(({ seq }) => seq > window.head.seq);
        const played = missed.reduce((now, event) => applyEvent(now, event, me.accountId), window);
        same(played, truth, all);
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

  function same(played: RoomWindow | null, truth: RoomWindow, all: MessagesPage): void {
    if (!played) throw new Error('the page was too old for the window');
    expect(played.head).toEqual(truth.head);
    expect(played.room).toEqual(truth.room);
    expect(played.role).toBe(truth.role);
    expect(byPerson(played)).toEqual(byPerson(truth));
    const [oldest, newest] = [played.messages[0]?.seq ?? Infinity, played.messages.at(-1)?.seq ?? 0];
    const within = ({ seq }: MessageView) => (!played.hasOlder || seq >= oldest) && (!played.hasNewer || seq <= newest);
    const stretch = all.messages.filter(within);
    expect(played.messages).toEqual(stretch);
    expect(played.mine).toEqual(
      Object.fromEntries(Object.entries(all.mine).filter(([id]) => stretch.some((message) => message.id === id))),
    );
    for (const quoted of Object.values(played.quoted))
      expect(quoted).toEqual(all.messages.find(({ id }) => id === quoted.id));
  }
});

const byPerson = ({ members }: RoomWindow) => [...members].sort((a, b) => (a.person.id < b.person.id ? -1 : 1));

/** As it travels: through JSON. */
function liveOf({ seq, type, subject, actor, at, payload }: StoredEvent): LiveEvent {
  return JSON.parse(JSON.stringify({ seq, type, subject, actor, at, payload })) as LiveEvent;
}
