import { jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { TokenScope, TokenView } from '../../src/contract/account-access.contract.js';
import { ApiTokens } from '../../src/features/accounts/api-tokens/api-tokens.js';
import { TestHub } from '../support/hub.js';
import { Http, Live, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(120_000);

const DAY = 24 * 3_600_000;
interface Made {
  token: TokenView;
  secret: string;
}
interface Refusal {
  code: string;
}

describe('personal access tokens', () => {
  let hub: TestHub;
  let ana: Person;
  let roomId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
    ana = await hub.person('Ana');
    roomId = await hub.room(ana);
  });
  afterAll(() => hub.close());

  const make = async (person: Person, scopes: TokenScope[], days = 30): Promise<Made> => {
    const made = await person.http.post<Made>('/api/account/tokens', { name: 'Mi bot', scopes, days });
    expect(made.status).toBe(201);
    return made.body;
  };
  const list = async (person: Person) =>
    (await person.http.get<{ tokens: TokenView[] }>('/api/account/tokens')).body.tokens;
  const codeOf = async (asked: Promise<{ body: Refusal }>) => (await asked).body.code;

  it('are shown once, kept as a hash, and told with their last use', async () => {
    const { token, secret } = await make(ana, ['read']);
    expect(secret).toMatch(/^tertulia_[\w-]{43}$/);
    const rows = await hub.sql.query<{ row: string }>('select api_tokens::text as row from api_tokens');
    expect(rows.some(({ row }) => row.includes(secret.slice(9)))).toBe(false);
    expect(await list(ana)).toEqual([{ ...token, lastUsedAt: null }]);
    expect((await new Http(hub.url, secret).get('/api/account')).status).toBe(200);
    expect((await list(ana))[0]?.lastUsedAt).toEqual(expect.any(String));
    await ana.http.delete(`/api/account/tokens/${token.id}`);
  });

  it('do what their scopes name and nothing else, by HTTP', async () => {
    const reader = new Http(hub.url, (await make(ana, ['read'])).secret);
    expect((await reader.get(`/api/rooms/${roomId}`)).status).toBe(200);
    expect((await reader.get('/api/rooms')).status).toBe(200);
    const beyond = [
      reader.post<Refusal>('/api/rooms', { kind: 'study-group', title: 'Otra' }),
      reader.patch<Refusal>('/api/account', { name: 'Otra' }),
      reader.get<Refusal>('/api/account/tokens'),
      reader.post<Refusal>('/api/account/tokens', { name: 'x', scopes: ['read'], days: 1 }),
      reader.get<Refusal>('/api/account/devices'),
      reader.delete<Refusal>('/api/session'),
      reader.post<Refusal>('/api/account/password', { current: ana.password, next: 'una frase larga y rara' }),
    ];
    for (const asked of beyond) expect(await codeOf(asked)).toBe('accounts/token-scope');
  });

  it('do what their scopes name and nothing else, on the socket, and speak as their owner', async () => {
    await ana.connect();
    await ana.socket.open(`room:${roomId}`);
    const reader = await Live.connect(hub.url, (await make(ana, ['read'])).secret);
    await reader.open(`room:${roomId}`);
    expect(await reader.refused('chat:post', { roomId, clientId: crypto.randomUUID(), text: 'no' })).toBe(
      'accounts/token-scope',
    );
    reader.raw.emit('signal:set', { stream: `room:${roomId}`, name: 'typing', value: { typing: true } });
    const writer = await Live.connect(hub.url, (await make(ana, ['write:chat'])).secret);
    expect(await writer.refused('stream:open', { stream: `room:${roomId}` })).toBe('accounts/token-scope');
    expect((await writer.do('stream:watch', { streams: [`room:${roomId}`] })).refused).toEqual([`room:${roomId}`]);
    await writer.post(roomId, 'por el bot');
    const event = await reader.event('chat.message-posted');
    expect(event.payload.message).toMatchObject({ text: 'por el bot', author: { id: ana.id } });
    expect(ana.socket.signal(`room:${roomId}`, `typing:${ana.id}`)).toBeUndefined();
    for (const live of [reader, writer]) live.close();
  });

  it('may never do more than their owner', async () => {
    const eva = await hub.person('Eva');
    const { secret } = await make(eva, ['read', 'write:chat', 'write:rooms']);
    const hidden = await hub.room(ana, { visibility: 'private' });
    const http = new Http(hub.url, secret);
    expect(await codeOf(http.get<Refusal>(`/api/rooms/${hidden}`))).toBe('not-found');
    expect(await codeOf(http.post<Refusal>('/api/rooms', { kind: 'competition', title: 'Otra' }))).toBe(
      'rooms/kind-not-allowed',
    );
    const live = await Live.connect(hub.url, secret);
    expect(await live.refused('stream:open', { stream: `room:${hidden}` })).toBe('not-found');
    await hub.sql.query(`update accounts set banned_at = now(), ban_reason = 'spam' where id = $1`, [eva.id]);
    expect(await codeOf(http.get<Refusal>('/api/rooms'))).toBe('accounts/banned');
    live.close();
  });

  it('that are revoked are silent at once: their sockets too, and no other', async () => {
    const one = await make(ana, ['read']);
    const two = await make(ana, ['read']);
    const [first, second] = [await Live.connect(hub.url, one.secret), await Live.connect(hub.url, two.secret)];
    expect((await ana.http.delete(`/api/account/tokens/${one.token.id}`)).status).toBe(204);
    await waitFor('the socket to be closed', () => first.byes.some(({ reason }) => reason === 'signed-out'));
    expect(await codeOf(new Http(hub.url, one.secret).get<Refusal>('/api/rooms'))).toBe('not-signed-in');
    await expect(Live.connect(hub.url, one.secret)).rejects.toThrow('not-signed-in');
    expect((await second.ask('stream:open', { stream: `room:${roomId}` })).ok).toBe(true);
    expect((await ana.http.get('/api/account')).status).toBe(200);
    second.close();
    const eva = await hub.person('Eva');
    expect((await eva.http.delete(`/api/account/tokens/${two.token.id}`)).status).toBe(404);
  });

  it('end with their time, the sockets with the next look at the clock', async () => {
    const luz = await hub.person('Luz');
    const { secret } = await make(luz, ['read'], 1);
    const live = await Live.connect(hub.url, secret);
    hub.clock.advance(DAY);
    expect(await codeOf(new Http(hub.url, secret).get<Refusal>('/api/rooms'))).toBe('not-signed-in');
    await hub.app.get(ApiTokens).endExpired();
    await waitFor('the socket to be closed', () => live.byes.length > 0);
  });

  it('end when everything is signed out, and stay when only the password changes', async () => {
    const mar = await hub.person('Mar');
    const { secret } = await make(mar, ['read']);
    await mar.http.post('/api/account/password', { current: mar.password, next: 'una frase larga y rara' });
    expect((await new Http(hub.url, secret).get('/api/rooms')).status).toBe(200);
    await mar.http.delete('/api/sessions');
    expect((await new Http(hub.url, secret).get('/api/rooms')).status).toBe(401);
  });

  it('are twenty at most', async () => {
    const sol = await hub.person('Sol');
    for (let n = 0; n < 20; n += 1) await make(sol, ['read']);
    const body = { name: 'otra', scopes: ['read'], days: 1 };
    expect(await codeOf(sol.http.post<Refusal>('/api/account/tokens', body))).toBe('accounts/too-many-tokens');
  });

  it('cannot be guessed or bent', async () => {
    const { secret } = await make(await hub.person('Noa'), ['read']);
    for (const wrong of [`${secret}x`, secret.slice(0, -1), 'tertulia_', `tertulia_${'A'.repeat(43)}`])
      expect((await new Http(hub.url, wrong).get('/api/rooms')).status).toBe(401);
  });
});

describe('the example bot of docs/', () => {
  it('has at most 50 lines, follows a room with a token and answers !hola', async () => {
    expect(readFileSync('docs/example-bot.mjs', 'utf8').trim().split('\n').length).toBeLessThanOrEqual(50);
    const hub = await TestHub.boot();
    const [ana, eva] = [await hub.person('Ana'), await hub.person('Eva')];
    const roomId = await hub.room(ana);
    const made = await ana.http.post<Made>('/api/account/tokens', {
      name: 'Bot',
      scopes: ['read', 'write:chat'],
      days: 1,
    });
    const said: string[] = [];
    const bot = spawn(process.execPath, ['docs/example-bot.mjs'], {
      env: { HUB: hub.url, TOKEN: made.body.secret, ROOM: roomId },
    });
    for (const pipe of [bot.stdout, bot.stderr]) pipe.on('data', (text: Buffer) => said.push(text.toString()));
    const ended = endOf(bot);
    try {
      const live = await eva.connect();
      await live.do('rooms:join', { roomId });
      await live.open(`room:${roomId}`);
      await waitFor('the bot to listen', () => said.join('').includes('listening'));
      await live.post(roomId, 'hola');
      await live.post(roomId, '!hola');
      const answer = await live.event('chat.message-posted', ({ payload }) => payload.message.author.id === ana.id);
      expect(answer.payload.message.text).toBe('¡Hola, Eva!');
      await ana.http.delete(`/api/account/tokens/${made.body.token.id}`);
      // Nothing is left to do for it, so the program ends by itself.
      await ended;
      expect(said.join('')).toContain('revoked');
    } finally {
      bot.kill();
      await ended;
      await hub.close();
    }
  });
});

const endOf = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()));
