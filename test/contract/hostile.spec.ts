import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { CommandName } from '../../src/contract/realtime.contract.js';
import { RawSocket } from '../realtime/raw-socket.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import { Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const key = () => randomUUID();
/** Names that are something else than a command: of objects, of the hub's own words, of nobody. */
const NO_COMMANDS = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'stream', 'error'],
  ...['frame', 'bye', 'moved', 'closed', 'signals', 'chat:nothing', 'CHAT:POST', ' chat:post', '', 'x'.repeat(5_000)],
];

let hub: TestHub;
/** Vera hosts a private room; Malo hosts another one and wants to get at hers. */
let vera: Person;
let malo: Person;
let hers: { roomId: string; messageId: string; inviteId: string };
let his: { roomId: string; messageId: string };

beforeAll(async () => {
  hub = await TestHub.boot({ replace: [generous] });
  [vera, malo] = await Promise.all([hub.person('Vera'), hub.person('Malo')]);
  await Promise.all([vera.connect(), malo.connect()]);
  const [hersId, hisId] = await Promise.all([hub.room(vera, { visibility: 'private' }), hub.room(malo)]);
  const { messageId } = await vera.socket.post(hersId, 'entre nosotras');
  const invite = await vera.http.post<{ id: string }>(`/api/rooms/${hersId}/invites`, {});
  hers = { roomId: hersId, messageId, inviteId: invite.body.id };
  his = { roomId: hisId, messageId: (await malo.socket.post(hisId, 'aquí')).messageId };
});
afterAll(() => hub.close());

/** The hub is as well as before, and still does what people want. */
afterEach(async () => {
  expect((await fetch(`${hub.url}/health/live`)).status).toBe(200);
  expect((await fetch(`${hub.url}/health/ready`)).status).toBe(200);
  await vera.socket.post(hers.roomId, 'seguimos');
  // Whatever was sent, the hub has understood that it was wrong: nothing surprised it.
  const metrics = await (await fetch(`${hub.url}/metrics`)).text();
  expect(metrics).toMatch(/^tertulia_commands_total\{/m);
  expect(metrics.split('\n').filter((line) => /outcome="internal"|status="5/.test(line))).toEqual([]);
});

describe('with the ids of other people’s things', () => {
  it('no command reaches a room that is not one’s own', async () => {
    const { roomId, messageId } = hers;
    const inputs: Partial<Record<CommandName, object>> = {
      'rooms:join': {},
      'rooms:leave': {},
      'rooms:edit': { title: 'Mía' },
      'rooms:set-locks': { locks: { chat: true } },
      'rooms:set-role': { personId: malo.id, role: 'host' },
      'rooms:remove': { personId: vera.id },
      'rooms:ban': { personId: vera.id, reason: 'x' },
      'rooms:unban': { personId: malo.id },
      'rooms:archive': {},
      'rooms:reopen': {},
      'chat:post': { clientId: key(), text: 'x' },
      'chat:edit': { clientId: key(), messageId, text: 'x' },
      'chat:delete': { clientId: key(), messageId },
      'chat:undo-delete': { clientId: key(), messageId },
      'chat:react': { clientId: key(), messageId, emoji: '👍', on: true },
      'chat:read': { seq: 1 },
    };
    const head = await hub.log.heads([`room:${roomId}`]);
    for (const [name, input] of Object.entries(inputs)) {
      const refused = await malo.socket.refused(name as CommandName, { roomId, ...input } as never);
      expect({ name, refused }).toEqual({ name, refused: 'not-found' });
    }
    expect(await hub.log.heads([`room:${roomId}`])).toEqual(head);
  });

  it('no message of another room is touched, answered or read through one’s own', async () => {
    const { roomId } = his;
    const { messageId } = hers;
    const inputs: Partial<Record<CommandName, object>> = {
      'chat:edit': { messageId, text: 'x' },
      'chat:delete': { messageId },
      'chat:undo-delete': { messageId },
      'chat:react': { messageId, emoji: '👍', on: true },
      'chat:post': { text: 'x', replyTo: messageId },
    };
    for (const [name, input] of Object.entries(inputs)) {
      const refused = await malo.socket.refused(name as CommandName, { roomId, clientId: key(), ...input } as never);
      expect(['chat/message-gone', 'chat/not-yours', 'not-allowed']).toContain(refused);
    }
    const versions = await malo.http.get(`/api/rooms/${roomId}/messages/${messageId}/versions`);
    expect(versions.status).toBe(404);
    const revoked = await malo.http.delete(`/api/rooms/${roomId}/invites/${hers.inviteId}`);
    expect(revoked.status).toBe(404);
    const [message] = await hub.sql.query(`select text, state from messages where id = $1`, [messageId]);
    expect(message).toEqual({ text: 'entre nosotras', state: 'visible' });
    const [invite] = await hub.sql.query('select revoked_at from invites where id = $1', [hers.inviteId]);
    expect(invite).toEqual({ revoked_at: null });
  });

  it('nobody is made a member, host or mentioned person of a room by naming them', async () => {
    const { roomId } = his;
    for (const personId of [vera.id, randomUUID()]) {
      expect(await malo.socket.refused('rooms:set-role', { roomId, personId, role: 'host' })).toBe(
        'rooms/person-not-in-room',
      );
      expect(await malo.socket.refused('rooms:remove', { roomId, personId })).toBe('rooms/person-not-in-room');
      expect(await malo.socket.refused('rooms:ban', { roomId, personId, reason: 'x' })).toBe(
        'rooms/person-not-in-room',
      );
    }
    await malo.socket.post(roomId, 'oye', { mentions: [vera.id] });
    await hub.log.settled();
    const told = await hub.sql.query('select 1 from events where stream = $1 and type like $2', [
      `account:${vera.id}`,
      'chat.%',
    ]);
    expect(told).toEqual([]);
  });
});

describe('following what is not one’s own', () => {
  it('other people’s streams, unknown kinds and inner streams do not exist', async () => {
    const { roomId } = hers;
    const streams = [
      `account:${vera.id}`,
      `account:${vera.id}:staff`,
      `room:${roomId}`,
      `room:${roomId}:staff`,
      `room:${roomId}:public`,
      `competition:${roomId}`,
      `room:${'-'.repeat(36)}`,
      `room:${vera.id}`,
    ];
    for (const stream of streams) {
      expect(['not-found', 'not-allowed', 'invalid-input']).toContain(
        await malo.socket.refused('stream:open', { stream }),
      );
      const after = { epoch: 1, seq: 0 };
      expect(['not-found', 'not-allowed', 'invalid-input']).toContain(
        await malo.socket.refused('stream:open', { stream, after }),
      );
    }
    // What is not even the name of a stream makes the whole list invalid.
    const named = streams.filter((stream) => !stream.includes('--'));
    expect(await malo.socket.do('stream:watch', { streams: named })).toEqual({ heads: [], refused: named });
    await vera.socket.post(roomId, 'secreto');
    await malo.socket.do('stream:close', { stream: `room:${roomId}` });
    expect(malo.socket.events.filter(({ stream }) => streams.includes(stream))).toEqual([]);
    expect([...malo.socket.signals.keys()].filter((stream) => streams.includes(stream))).toEqual([]);
  });

  it('nobody speaks by signal where they may not, as somebody else, or with what is no signal', async () => {
    await vera.socket.open(`room:${hers.roomId}`);
    const inputs = [
      { stream: `room:${hers.roomId}`, name: 'typing', value: { typing: true } },
      { stream: `account:${vera.id}`, name: 'typing', value: { typing: true } },
      { stream: `account:${malo.id}`, name: 'read', value: {} },
      { stream: `room:${his.roomId}`, name: `typing:${vera.id}`, value: { typing: true } },
      { stream: `room:${his.roomId}`, name: 'presence', value: { person: { id: vera.id } } },
      null,
      [],
      'typing',
    ];
    for (const input of inputs) malo.socket.raw.emit('signal:set', input);
    await malo.socket.ask('chat:read', { roomId: hers.roomId, seq: 1 });
    await vera.socket.post(hers.roomId, 'nadie escribe');
    const keys = [...(vera.socket.signals.get(`room:${hers.roomId}`)?.keys() ?? [])];
    expect(keys.filter((name) => name.includes(malo.id) || name.startsWith('typing'))).toEqual([]);
    await vera.socket.do('stream:close', { stream: `room:${hers.roomId}` });
  });

  it('whoever was removed, banned or suspended opens nothing any more', async () => {
    const paco = await hub.person('Paco');
    const admin = await hub.person('Adela', { role: 'admin' });
    const live = await paco.connect();
    const invite = await vera.http.post<{ code: string }>(`/api/rooms/${hers.roomId}/invites`, {});
    const stream = `room:${hers.roomId}`;
    const come = () => paco.http.post(`/api/invites/${invite.body.code}/accept`, {});
    expect((await come()).status).toBe(200);
    await live.open(stream);
    await vera.socket.do('rooms:remove', { roomId: hers.roomId, personId: paco.id });
    await waitFor('the end of the following', () => live.closed.some((closed) => closed.stream === stream));
    expect(await live.refused('stream:open', { stream, after: { epoch: 1, seq: 0 } })).toBe('not-found');
    expect((await come()).status).toBe(200);
    await vera.socket.do('rooms:ban', { roomId: hers.roomId, personId: paco.id, reason: 'otra vez' });
    expect(await live.refused('stream:open', { stream, after: { epoch: 1, seq: 0 } })).toBe('not-found');
    expect((await come()).status).toBe(403);
    await admin.http.put(`/api/admin/people/${paco.id}/ban`, { reason: 'spam' });
    await waitFor('the end of the socket', () => live.raw.disconnected);
    await expect(Live.connect(hub.url, paco.token)).rejects.toThrow('accounts/banned');
    expect((await paco.http.get('/api/account')).status).toBe(403);
    expect(live.events.at(-1)?.stream).toBe(`account:${paco.id}`);
    await live.event('accounts.session-ended', ({ payload }) => payload.reason === 'banned');
  });
});

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
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
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

describe('other spellings of a route', () => {
  /** The path as it is, which `fetch` would tidy up first. */
  const asIs = (method: string, path: string, token: string | null) =>
    new Promise<{ status: number; type: string; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(hub.url);
      const headers = token === null ? {} : { authorization: `Bearer ${token}` };
      const asking = request({ hostname, port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asking.on('error', reject);
      asking.end();
    });
  const spellings = (path: string): string[] => [
    `${path}/`,
    `/${path}`,
    path.replace('/api/', '/api//'),
    path.replace('/api/', '/API/'),
    path.toUpperCase(),
    path.replace('/api/', '/%61pi/'),
    path.replace('/api/', '/api/./'),
    path.replace('/api/', '/api/x/../'),
    path.replace('/api/', '/api%2f'),
    `${path};a=b`,
    `${path}%20`,
    `${path}%00`,
    `${path}.json`,
    `${path}?_method=GET`,
    `http://example.org${path}`,
  ];

  it('get the same verdict, or none', async () => {
    const cases: [string, string | null][] = [
      [`/api/rooms/${hers.roomId}`, malo.token],
      [`/api/rooms/${hers.roomId}/snapshot`, malo.token],
      [`/api/rooms/${hers.roomId}/messages`, malo.token],
      [`/api/rooms/${hers.roomId}/invites`, malo.token],
      ['/api/admin/people', malo.token],
      ['/api/account', null],
      ['/api/rooms', null],
    ];
    const leaks: string[] = [];
    for (const [path, token] of cases) {
      const plain = await asIs('GET', path, token);
      expect(plain.status).toBeGreaterThanOrEqual(400);
      expect((await asIs('HEAD', path, token)).status).toBe(plain.status);
      expect((await asIs('GET', `${path}/`, token)).status).toBe(plain.status);
      for (const spelling of spellings(path)) {
        for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']) {
          const { status, type, body } = await asIs(method, spelling, token);
          // The page of the client, which says nothing, is all that another address may answer.
          const page = type.startsWith('text/html') && !body.includes(hers.roomId);
          const allowed = method === 'OPTIONS' && status < 300 && !body.includes('"');
          if (status < 400 && !page && !allowed) leaks.push(`${method} ${spelling} → ${status} ${type}`);
        }
      }
    }
    expect(leaks).toEqual([]);
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
