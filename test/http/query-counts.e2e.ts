import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { filesIn } from '../support/zip.js';

/** A statement as it was asked, and the connection it was asked on. */
interface Asked {
  text: string;
  on: pg.Client;
}

const asked: Asked[] = [];
const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query');

beforeAll(() => {
  const { query } = pg.Client.prototype;
  const counting = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args;
    const text =
      typeof first === 'string'
        ? first
        : typeof first === 'object' && first !== null && 'text' in first
          ? String(first.text)
          : '';
    asked.push({ text: text.replace(/\s+/g, ' ').trim(), on: this });
    return Reflect.apply(query, this, args);
  };
  Object.defineProperty(pg.Client.prototype, 'query', { ...original, value: counting });
});

afterAll(() => {
  if (original) Object.defineProperty(pg.Client.prototype, 'query', original);
});

let hub: TestHub;
let alice: Person;
let roomId: string;

beforeEach(async () => {
  asked.length = 0;
  hub = await TestHub.boot();
  alice = await hub.person('Alicia');
  roomId = await hub.room(alice);
  const live = await alice.connect();
  await live.open(`room:${roomId}`);
  for (let number = 1; number <= 3; number += 1) {
    const { messageId } = await live.post(roomId, `Mensaje ${number}`);
    await live.do('chat:react', { roomId, messageId, clientId: randomUUID(), emoji: '👍', on: true });
  }
});

afterEach(async () => {
  await hub.close();
});

/** What the house asks by itself: presence and visits, listeners for their events and cursors, jobs, its own health. */
const BY_ITSELF =
  /\b(listener_cursors|pg_snapshot_xmin|pg_current_xact_id|graphile_worker|parked_events|command_keys)\b|\b(update|insert into) (visits|meetings)\b|count\(distinct account_id\)|as place \(|\be\.position > \$1 and e\.position <= \$2 and e\.type = any|^select 1$|current_setting/i;
/** Who calls is asked of the table at most once a second and account, whatever is called. */
const WHO_CALLS = /^select [^;]* from sessions s join accounts a on [^;]* where s\.id = any\(\$1::uuid\[\]\)$/i;

/** Statements of one request; the house's own work beside it is left out. */
async function statements(path: string, by: Person = alice, answer = 200): Promise<string[]> {
  await hub.log.settled();
  asked.length = 0;
  const { status } = await by.http.get(path);
  expect(status).toBe(answer);
  const all = asked.splice(0);
  const noise = new Set(all.filter(({ text }) => BY_ITSELF.test(text)));
  return all.filter((one) => !noise.has(one) && !WHO_CALLS.test(one.text)).map(({ text }) => text);
}

/** Reads and writes of tables; what only opens, bounds and ends a transaction is counted apart. */
const questions = (all: readonly string[]): string[] =>
  all.filter((text) => !/^(start transaction|begin|set |commit|rollback)/i.test(text) || /\bselect\b/i.test(text));

/** The least of some tries: a sweep of the house may fall into one of them, never into all. */
async function least(path: string, by: Person = alice, answer = 200): Promise<string[]> {
  let best: string[] | undefined;
  for (let tries = 0; tries < 4; tries += 1) {
    const seen = await statements(path, by, answer);
    if (best === undefined || seen.length < best.length) best = seen;
  }
  return best ?? [];
}

it('who calls is asked with one statement', async () => {
  const bob = await hub.person('Bruno');
  asked.length = 0;
  await bob.http.get('/api/account');
  expect(asked.filter(({ text }) => WHO_CALLS.test(text))).toHaveLength(1);
});

it.each([
  ['/api/hub', 1],
  ['/api/rooms', 3],
  ['/api/rooms?scope=public', 3],
])('%s asks at most %i questions, however many rooms there are', async (path, most) => {
  expect(questions(await least(path)).length).toBeLessThanOrEqual(most);
  for (let number = 0; number < 12; number += 1) await hub.room(alice, { title: `Sala ${number}` });
  const many = questions(await least(path));
  expect({ path, many: many.length, most }).toEqual({ path, many: Math.min(many.length, most), most });
});

it('a room asks the same of a room with three messages and with three hundred', async () => {
  const few = [
    questions(await least(`/api/rooms/${roomId}/messages`)),
    questions(await least(`/api/rooms/${roomId}/members`)),
  ];
  // A page is one statement, with its head, the rights, the reactions and mine.
  expect(few[0]).toHaveLength(1);
  expect(few[1]?.length).toBeLessThanOrEqual(2);
  await hub.sql.query(
    `insert into messages (id, room_id, seq, touched, author_id, client_id, text, posted_at)
     select gen_random_uuid(), $1, 1000 + n, 1000 + n, $2, gen_random_uuid(), 'Relleno', now() from generate_series(1, 300) as n`,
    [roomId, alice.id],
  );
  const many = [
    questions(await least(`/api/rooms/${roomId}/messages`)),
    questions(await least(`/api/rooms/${roomId}/members`)),
  ];
  expect(many.map(({ length }) => length)).toEqual(few.map(({ length }) => length));
});

it('a snapshot asks one question for the viewer alone; what all see alike is read once per seq', async () => {
  const path = `/api/rooms/${roomId}/snapshot`;
  const bob = await hub.person('Bruno');
  const live = await bob.connect();
  await live.do('rooms:join', { roomId, as: 'learner' });
  const shared = /^select (r\.id|m\.room_id)|\bwith page as\b/i;

  // Something new is said: whoever asks first reads what all share, nobody else does.
  await waitFor('a snapshot of that seq', async () => {
    await live.post(roomId, 'Algo nuevo');
    const first = await statements(path);
    // The room, its members, the newest page, what is being recorded.
    return first.filter((text) => shared.test(text)).length === 4 || undefined;
  });
  for (const reader of [alice, bob]) {
    const all = await least(path, reader);
    expect(all.filter((text) => shared.test(text))).toEqual([]);
    // The head, what they may and are in the room, what they have read and how they reacted: one statement, no transaction around it.
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(/\bfrom streams\b.*\bmemberships\b.*\bread_marks\b/i);
  }
});

it('minutes are made and read with the same few questions, however much was said in the meeting', async () => {
  const live = await alice.connect();
  const held = async (messages: number): Promise<number[]> => {
    const at = hub.clock.now().toISOString();
    const { meetingIds } = await live.do('meetings:schedule', {
      ...{ roomId, clientId: randomUUID(), title: 'Reunión', minutes: 30, timeZone: 'UTC' },
      ...{ date: at.slice(0, 10), time: at.slice(11, 16) },
    });
    const [meetingId = ''] = meetingIds;
    await live.do('meetings:start', { roomId, meetingId });
    for (let number = 0; number < messages; number += 1) await live.post(roomId, 'Y así', { asks: number % 2 === 0 });
    await hub.log.settled();
    asked.length = 0;
    await live.do('meetings:end', { roomId, meetingId });
    await hub.log.settled();
    const making = asked.filter(({ text }) =>
      /\b(minutes|minutes_words)\b|from events where stream/i.test(text),
    ).length;
    return [making, questions(await least(`/api/rooms/${roomId}/meetings/${meetingId}/minutes`)).length];
  };
  const [making = 0, reading = 0] = await held(2);
  expect(await held(40)).toEqual([making, reading]);
  expect(making).toBeGreaterThan(0);
  expect([making, reading]).toEqual([Math.min(making, 4), Math.min(reading, 12)]);
});

it('who may not read a room is told so by the statement that would have read it, and nothing else is asked', async () => {
  const closed = await hub.room(alice, { visibility: 'private' });
  const bob = await hub.person('Bruno');
  for (const path of [`/api/rooms/${closed}/snapshot`, `/api/rooms/${closed}/messages`]) {
    const all = await least(path, bob, 404);
    expect(all).toHaveLength(1);
  }
});

it('who goes on typing asks nothing, until something about the room or its people changes', async () => {
  const bob = await hub.person('Bruno');
  const [live, alices] = [await bob.connect(), await alice.connect()];
  const stream = `room:${roomId}`;
  await alices.open(stream);
  await live.do('rooms:join', { roomId, as: 'learner' });
  await live.open(stream);
  const seen = () => alices.signal(stream, `typing:${bob.id}`);
  const says = (typing: boolean) => live.raw.emit('signal:set', { stream, name: 'typing', value: { typing } });
  const questions = () => asked.filter(({ text }) => /from rooms r left join memberships/.test(text)).length;
  // What was committed is delivered a moment later, and asked about again then.
  const told = (type: string, times: number) =>
    waitFor(type, () => alices.events.filter((event) => event.type === type).length === times || undefined);
  await told('rooms.member-joined', 1);

  asked.length = 0;
  says(true);
  expect(await waitFor('typing', seen)).toMatchObject({ person: { name: 'Bruno' } });
  expect(questions()).toBe(1);
  for (let time = 0; time < 5; time += 1) for (const typing of [false, true]) says(typing);
  says(false);
  await waitFor('the end of typing', () => seen() === undefined || undefined);
  expect(questions()).toBe(1);

  await alices.do('rooms:set-locks', { roomId, locks: { chat: true } });
  asked.length = 0;
  says(true);
  await waitFor('a question', () => questions() === 1 || undefined);
  await alices.post(roomId, 'Solo yo');
  expect(seen()).toBeUndefined();

  await alices.do('rooms:set-locks', { roomId, locks: { chat: false } });
  await told('rooms.locks-changed', 2);
  asked.length = 0;
  says(true);
  await waitFor('typing again', seen);
  says(false);
  await waitFor('the end of it', () => seen() === undefined || undefined);
  says(true);
  await waitFor('and again', seen);
  expect(questions()).toBe(1);
});

it('a copy of a room reads it in pages of a thousand, once for the page and once for the data', async () => {
  await hub.sql.query(
    `insert into messages (id, room_id, seq, touched, author_id, client_id, text, posted_at)
     select gen_random_uuid(), $1, 1000 + n, 1000 + n, $2, gen_random_uuid(), 'Relleno ' || n, now() from generate_series(1, 2500) as n`,
    [roomId, alice.id],
  );
  await hub.sql.query(`update streams set seq = 3500 where id = 'room:' || $1`, [roomId]);
  const { path } = (await alice.http.post<{ path: string }>(`/api/rooms/${roomId}/copies`)).body;
  await hub.log.settled();
  asked.length = 0;
  const copy = filesIn(Buffer.from(await (await fetch(`${hub.url}${path}`)).arrayBuffer()));
  const pages = asked.filter(({ text }) => /from messages m\b/.test(text) && text.endsWith('limit 1000'));
  // 2,503 messages: three pages for each, and one look for files.
  expect(pages).toHaveLength(7);
  const lines = (copy.get('messages.jsonl') ?? '').trim().split('\n');
  expect(lines).toHaveLength(2_503);
  expect(lines.at(-1)).toContain('"text":"Relleno 2500"');
  expect(copy.get('index.html')?.match(/<article class="said"/g)).toHaveLength(2_503);
});
