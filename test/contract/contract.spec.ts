import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { commands, eventPayloads, type CommandName, type EventType } from '../../src/contract/realtime.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { PROTOCOL } from '../../src/contract/limits.js';
import { atOnce } from '../support/at-once.js';
import { generous } from '../support/generous-limits.js';
import { uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { xssFields } from '../journeys/xss-fields.js';
import { breakoutsAreOpen, seatedOnly } from './breakout-examples.js';
import { commandExample, type Input } from './command-examples.js';
import { Recordings } from '../../src/features/stage/recording/recordings.js';
import { recordingIsSet } from './recording-examples.js';
import { saidInstead, stageIsSet } from './stage-examples.js';
import { threeMeetings } from './three-meetings.js';
import { probesOf } from './probes.js';
import { textFieldsOf } from './text-fields.js';

// Many deeds a test: far more than they take, also on a machine that is busy with other things.
jest.setTimeout(180_000);

const names = Object.keys(commands) as CommandName[];
const keyed = names.filter((name) => 'clientId' in commands[name].input.shape);

let hub: TestHub;
let ana: Person;
let beto: Person;
/** A room that Ana hosts and Beto is in, with a message of hers. */
let roomId: string;
let messageId: string;
let theirMessageId: string;
/** Of the same room: one to come (part of a series), one that goes on with its doors closed, one that is over. */
let meetings: Record<'toCome' | 'goingOn' | 'over', string>;
/** A file that she brought and that no message shows yet. */
let fileId: string;
/** One that is a material of the room, and its file. */
let materialId: string;
let slidesId: string;
/** The conversation of the two. */
let directId: string;
/** A question of hers and a reply of Beto's. */
let questionId: string;
let answerId: string;

beforeAll(async () => {
  hub = await TestHub.boot({ replace: [generous], env: { UPLOADS_DAY_FILES: '10000' } });
  [ana, beto] = await Promise.all([hub.person('Ana'), hub.person('Beto')]);
  await Promise.all([ana.connect(), beto.connect()]);
  directId = (await ana.http.post<RoomCard>('/api/rooms/direct', { personIds: [beto.id] })).body.room.id;
});
afterAll(() => hub.close());

beforeEach(async () => {
  roomId = await hub.room(ana);
  await beto.socket.do('rooms:join', { roomId });
  ({ messageId } = await ana.socket.post(roomId, 'hola'));
  ({ messageId: questionId } = await ana.socket.post(roomId, '¿qué tal?', { asks: true }));
  ({ messageId: answerId } = await beto.socket.post(roomId, 'bien', { threadId: questionId }));
  theirMessageId = (await beto.socket.post(roomId, 'hola, Ana')).messageId;
  meetings = await threeMeetings(hub, ana, roomId);
  fileId = (await uploaded(ana, roomId, 'apuntes.txt', 'hola')).id;
  slidesId = (await uploaded(ana, roomId, 'tema.pdf', '%PDF-1.7')).id;
  const added = { roomId, clientId: randomUUID(), fileId: slidesId, title: 'Tema 1' };
  ({ materialId } = await ana.socket.do('materials:add', added));
});

/** Ana sends it. */
const example = (name: CommandName): Input =>
  commandExample(name, {
    roomId,
    messageId,
    theirMessageId,
    personId: beto.id,
    meetings,
    fileId,
    materialId,
    slidesId,
    directId,
    questionId,
    answerId,
  });

const ask = (name: CommandName, input: unknown, by = ana): ReturnType<Live['ask']> =>
  by.socket.decided(name, input as never);

/** What has to have happened for the example to be accepted. */
async function prepare(name: CommandName): Promise<void> {
  if (name === 'rooms:leave') await ask('rooms:set-role', { roomId, personId: beto.id, role: 'host' });
  if (name === 'rooms:unban') await ask('rooms:ban', { roomId, personId: beto.id, reason: 'antes' });
  if (name === 'rooms:reopen') await ask('rooms:archive', { roomId });
  if (name === 'chat:show') await ask('chat:hide', { roomId, clientId: randomUUID(), messageId, reason: 'antes' });
  if (name === 'chat:settle-reports')
    await ask('chat:report', { roomId, clientId: randomUUID(), messageId, reason: 'spam' }, beto);
  await stageIsSet([ana, beto], { roomId, directId, fileId: slidesId, meetingId: meetings.goingOn }, name);
  const begun = (recordingId: string) => hub.app.get(Recordings).begin({ roomId, recordingId });
  await recordingIsSet([ana, beto], { roomId, meetingId: meetings.goingOn }, name, begun);
  await breakoutsAreOpen(ana, { roomId, personId: beto.id }, name);
  if (name === 'chat:undo-delete') await ask('chat:delete', { roomId, clientId: randomUUID(), messageId });
}

describe.each(names)('%s', (name) => {
  it('is accepted when valid, and answers what the contract says', async () => {
    await prepare(name);
    const answer = await ask(name, example(name), seatedOnly(name) ? beto : ana);
    const code = saidInstead(name);
    if (code !== null) expect(answer).toMatchObject({ error: { code } });
    else expect(answer).toMatchObject({ ok: true });
    if (answer.ok) commands[name].result.parse(answer.data);
  });

  it('is refused one step beyond each bound, of each wrong kind, incomplete and with more than it should, by the name of the field', async () => {
    const probes = probesOf(commands[name].input, example(name));
    expect(probes.filter(({ field }) => field !== null).length).toBeGreaterThan(7);
    const wrong = await atOnce(16, probes, async ({ what, input, field }) => {
      const fresh = field === null && typeof input === 'object' && input !== null && 'clientId' in input;
      const answer = await ask(name, fresh ? { ...input, clientId: randomUUID() } : input);
      const refused = answer.ok || answer.error.code !== 'invalid-input' ? null : answer.error.details?.['field'];
      const understood = answer.ok || answer.error.code !== 'internal';
      return refused === field && understood
        ? []
        : [`${what}: ${JSON.stringify(answer).slice(0, 200)} instead of ${String(field)}`];
    });
    expect(wrong.flat()).toEqual([]);
  });
});

describe.each(keyed)('%s with a key', (name) => {
  it('happens once however often it is sent, and the key is good for nothing else', async () => {
    await prepare(name);
    const input = example(name);
    const first = await ask(name, input);
    const head = (await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`);
    const device = await ana.connect();
    const again = [await ask(name, input), await device.ask(name, input as never)];
    expect(again).toEqual([first, first]);
    expect((await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`)).toEqual(head);
    const other = { ...input, ...otherWords(input) };
    expect(await ask(name, other)).toMatchObject({ ok: false, error: { code: 'key-reused' } });
    const another = keyed.find((one) => one !== name) ?? name;
    expect(await ask(another, { ...example(another), clientId: input['clientId'] })).toMatchObject({
      error: { code: 'key-reused' },
    });
    device.close();
  });
});

describe('without a session', () => {
  it('there is no connection, and a connection that loses it obeys no more', async () => {
    for (const token of ['', 'x', `${ana.token}x`, ana.token.split('.').slice(0, 2).join('.')])
      await expect(Live.connect(hub.url, token)).rejects.toThrow('not-signed-in');
    const caro = await hub.person('Caro');
    const live = await caro.connect();
    await live.do('rooms:join', { roomId });
    await caro.http.delete('/api/session');
    await waitFor('the end of the socket', () => live.raw.disconnected);
    expect(live.byes).toEqual([{ reason: 'signed-out', retryInMs: null }]);
    await expect(Live.connect(hub.url, caro.token)).rejects.toThrow('not-signed-in');
    expect(PROTOCOL).toBe(1);
  });
});

const otherWords = (input: Input): Input =>
  'seats' in input
    ? { minutes: 11 }
    : ['text', 'title'].some((field) => field in input)
      ? { ['text' in input ? 'text' : 'title']: 'otra cosa' }
      : { ['materialId' in input ? 'materialId' : 'messageId']: randomUUID() };

/** Short texts as they are; of long ones how long they are and what they are made of. */
const brief = (text: string): string =>
  text.length <= 20
    ? text
    : `${[...text].length} of ${[...new Set(text)].sort().join('')} in ${Buffer.byteLength(text)} bytes`;

describe('text', () => {
  const stored = async (text: string) => {
    const answer = await ask('chat:post', { roomId, clientId: randomUUID(), text });
    if (!answer.ok) return answer.error.details?.['field'] ?? answer.error.code;
    const [row] = await hub.sql.query<{ text: string }>(
      'select text from messages where room_id = $1 order by seq desc limit 1',
      [roomId],
    );
    return `kept ${brief(row?.text ?? '')}`;
  };

  it.each([
    ['NUL', 'a\u0000b'],
    ['half a surrogate pair', 'a\ud800b'],
    ['the other half', '\udc00'],
    ['only spaces', ' \n\t\u00a0 '],
  ])('with %s is refused', async (_, text) => {
    expect(await stored(text)).toBe('text');
  });

  it('is kept composed and trimmed', async () => {
    expect(await stored('  cafe\u0301 ')).toBe('kept caf\u00e9');
    expect(await stored('e\u0301'.repeat(8_000))).toBe(`kept ${brief('\u00e9'.repeat(8_000))}`);
  });

  it('may be as long in characters of four bytes as in any others', async () => {
    for (const sign of ['😀', '€', 'ñ']) {
      expect(await stored(sign.repeat(8_000))).toBe(`kept ${brief(sign.repeat(8_000))}`);
      expect(await stored(`${sign.repeat(8_000)}a`)).toBe('text');
    }
  });

  it('is named in the journeys of hostile words, field by field', () => {
    expect(textFieldsOf(hub.app)).toEqual(Object.keys(xssFields).sort());
  });

  it('of one line has no other line in it', async () => {
    for (const title of ['dos\nlíneas', 'dos\u2028líneas', 'una\u0007campana'])
      expect(await ask('rooms:edit', { roomId, title })).toMatchObject({ error: { details: { field: 'title' } } });
  });
});

describe('events', () => {
  const fixtures = readdirSync('test/fixtures/events').map(
    (name) => JSON.parse(readFileSync(`test/fixtures/events/${name}`, 'utf8')) as { type: EventType; payload: Input },
  );

  it.each(Object.keys(eventPayloads) as EventType[])('%s carries what its schema says and nothing else', (type) => {
    const schema = eventPayloads[type];
    const own = fixtures.filter((fixture) => fixture.type === type);
    expect(own.length).toBeGreaterThan(0);
    const latest = own.at(-1)?.payload ?? {};
    for (const { what, input, field } of probesOf(schema, latest)) {
      const { success, error } = schema.safeParse(input);
      const [issue] = error?.issues ?? [];
      const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
      expect({ what, field: success ? null : [...(issue?.path ?? []), ...keys].join('.') || 'input' }).toEqual({
        what,
        field,
      });
    }
  });
});
