import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { RawSocket } from '../realtime/raw-socket.js';
import type { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { assertWell, type Room, twoRooms } from './two-rooms.js';

// Many deeds a test: far more than they take, also on a machine that is busy with other things.
jest.setTimeout(180_000);

const key = () => randomUUID();
/** Names that are something else than a command: of objects, of the hub's own words, of nobody. */
const NO_COMMANDS = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'stream', 'error'],
  ...['frame', 'bye', 'moved', 'closed', 'signals', 'chat:nothing', 'CHAT:POST', ' chat:post', '', 'x'.repeat(5_000)],
];

let hub: TestHub;
let vera: Person;
let malo: Person;
let hers: Room & { inviteId: string };
let his: Room;

beforeAll(async () => {
  ({ hub, vera, malo, hers, his } = await twoRooms());
});
afterAll(() => hub.close());
afterEach(() => assertWell({ hub, vera, hers }));

describe('shapes that nobody sends', () => {
  it('are refused as input, and poison nothing', async () => {
    const raw = await RawSocket.connect(hub.url, malo.token);
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    const id = `"${his.roomId}"`;
    const bodies = [
      `{"roomId":${id},"clientId":"${key()}","text":"x","__proto__":{"admin":true}}`,
      `{"roomId":${id},"clientId":"${key()}","text":"x","constructor":{"prototype":{"admin":true}}}`,
      `{"__proto__":{"roomId":${id},"clientId":"${key()}","text":"x"}}`,
      `{"roomId":${id},"clientId":"${key()}","text":${deep}}`,
      `{"roomId":[${id}],"clientId":["${key()}"],"text":["x"]}`,
      `{"roomId":${id},"clientId":"${key()}","text":{"toString":"x","length":3}}`,
      `{"roomId":${id},"clientId":"${key()}","text":"x","mentions":{"length":1e9}}`,
      `{"roomId":${id},"clientId":"${key()}","text":"x","mentions":"${vera.id}"}`,
      ...['null', '7', '"text"', '[]', 'true', deep],
    ];
    for (const [index, body] of bodies.entries()) raw.ws.send(`42${index}["chat:post",${body}]`);
    await waitFor('all answers', () =>
      bodies.every((_, index) => raw.received.some((text) => text.startsWith(`43${index}[`))),
    );
    for (const index of bodies.keys()) {
      const answer = raw.received.find((text) => text.startsWith(`43${index}[`)) ?? '';
      expect(answer).toContain('"invalid-input"');
    }
    raw.ws.terminate();
    expect(Reflect.get({}, 'admin')).toBeUndefined();
    const poisoned = await fetch(`${hub.url}/api/rooms`, {
      method: 'POST',
      headers: { authorization: `Bearer ${malo.token}`, 'content-type': 'application/json' },
      body: '{"kind":"study-group","title":"Sala","__proto__":{"admin":true}}',
    });
    expect([201, 400]).toContain(poisoned.status);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('unknown names and missing acknowledgements trouble nobody', async () => {
    const raw = await RawSocket.connect(hub.url, malo.token);
    for (const name of NO_COMMANDS) raw.ws.send(`42${JSON.stringify([name, {}])}`);
    for (const [index, name] of NO_COMMANDS.entries()) raw.ws.send(`42${index}${JSON.stringify([name, {}])}`);
    raw.ws.send('42["chat:post"]');
    raw.ws.send('42[7,{}]');
    raw.ws.send(`42${JSON.stringify(['chat:post', { roomId: his.roomId, clientId: key(), text: 'sin respuesta' }])}`);
    await waitFor('the message', async () => {
      const rows = await hub.sql.query(`select 1 from messages where text = 'sin respuesta'`);
      return rows.length === 1;
    });
    const answers = NO_COMMANDS.map((_, index) => raw.received.find((text) => text.startsWith(`43${index}[`)));
    for (const answer of answers) expect(answer).toContain('"unknown-command"');
    raw.ws.terminate();
    for (const frame of [
      '42["disconnect",{}]',
      '42["connect_error"]',
      '42["newListener",{}]',
      '42[]',
      '42{}',
      '42"x"',
    ]) {
      const illegal = await RawSocket.connect(hub.url, malo.token);
      illegal.ws.send(frame);
      await waitFor(`the end after ${frame}`, () => illegal.closed !== undefined);
    }
  });

  it('frames beyond 64 KiB, binary frames and attachments end the socket and nothing else', async () => {
    const frames: (string | Buffer)[] = [
      `42["chat:post","${'x'.repeat(64 * 1024)}"]`,
      Buffer.alloc(64 * 1024 + 1, 1),
      Buffer.from([4, 5, 6]),
      '451-["chat:post",{"_placeholder":true,"num":0}]',
      '4599999999-["chat:post",{"_placeholder":true,"num":0}]',
      '4511-["chat:post"]',
      '44{"message":"I am the server"}',
    ];
    for (const frame of frames) {
      const raw = await RawSocket.connect(hub.url, malo.token);
      raw.ws.send(frame);
      raw.ws.send(Buffer.from('abc'));
      raw.command('chat:read', { roomId: his.roomId, seq: 1 });
      await new Promise((resolve) => setImmediate(resolve));
      raw.ws.terminate();
    }
  });

  it('ten thousand frames of noise leave the hub as it was', async () => {
    const random = generator(20_261_122);
    const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
    const scraps = [
      '42',
      '420',
      '43',
      '41',
      '40',
      '45',
      '4',
      '2',
      '3',
      '6',
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '\\u0000',
      '\ud800',
    ];
    const names = ['chat:post', 'chat:react', 'stream:open', 'stream:watch', 'rooms:join', 'signal:set', 'chat:read'];
    const values = [
      his.roomId,
      hers.roomId,
      key(),
      `room:${his.roomId}`,
      '',
      'x'.repeat(500),
      1e308,
      -1,
      null,
      true,
      [],
      {},
    ];
    const fields = ['roomId', 'clientId', 'text', 'stream', 'streams', 'seq', 'after', 'name', 'value', '__proto__'];
    const input = () =>
      Object.fromEntries(Array.from({ length: Math.floor(random() * 5) }, () => [pick(fields), pick(values)]));
    const noise = (): string =>
      random() < 0.5
        ? `42${pick(['', '0', '99'])}${JSON.stringify([pick(names), input()])}`
        : Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(scraps)).join('');
    let raw = await RawSocket.connect(hub.url, malo.token);
    for (let sent = 0; sent < 10_000; sent += 1) {
      if (raw.closed !== undefined || raw.ws.readyState !== raw.ws.OPEN)
        raw = await RawSocket.connect(hub.url, malo.token);
      raw.ws.send(noise());
      // Lets the hub answer now and then, so that what it closes is noticed.
      if (sent % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    raw.ws.terminate();
    expect((await fetch(`${hub.url}/health/live`)).status).toBe(200);
  });
});

/** The same noise every time: a linear congruential generator, 0 ≤ x < 1. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
