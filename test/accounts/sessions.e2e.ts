import jwt from 'jsonwebtoken';
import type { Session } from '../../src/contract/accounts.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import { Config } from '../../src/platform/config/config.js';
import { TestHub } from '../support/hub.js';
import { Http, type Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.boot();
});
afterAll(() => hub.close());

/** Another device of the same person. */
async function signIn(person: Person): Promise<Http> {
  const http = hub.visitor();
  const { body } = await http.post<Session>('/api/session', { email: person.email, password: person.password });
  http.token = body.accessToken;
  return http;
}
/** Another tab or machine that holds the same cookie. */
function withCookie(cookie: string): Http {
  const http = hub.visitor();
  http.cookie = cookie;
  return http;
}
const refresh = (http: Http) => http.post<Session & ErrorBody>('/api/session/refresh');

describe('signing in', () => {
  it('takes address and password, whatever the letters of the address', async () => {
    const ana = await hub.person('Ana');
    const http = hub.visitor();
    const { status, body } = await http.post<Session>('/api/session', {
      email: ` ${ana.email?.toUpperCase()} `,
      password: ana.password,
    });
    expect(status).toBe(200);
    expect(body.account.id).toBe(ana.id);
    expect(new Date(body.expiresAt).getTime() - hub.clock.epochMs()).toBeGreaterThan(14 * 60_000);
    http.token = body.accessToken;
    expect((await http.get('/api/account')).status).toBe(200);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const ana = await hub.person('Ana');
    const wrong = await hub.visitor().post<ErrorBody>('/api/session', { email: ana.email, password: 'not that one' });
    const unknown = await hub
      .visitor()
      .post<ErrorBody>('/api/session', { email: 'nobody@example.org', password: 'not that one' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect(wrong.body.code).toBe('accounts/wrong-credentials');
  });

  it('counts failures per account: the eleventh waits, another account does not', async () => {
    const [ana, berta] = await Promise.all([hub.person('Ana'), hub.person('Berta')]);
    const tries = await Promise.all(
      Array.from({ length: 12 }, () =>
        hub.visitor().post<ErrorBody>('/api/session', { email: ana.email, password: 'guess' }),
      ),
    );
    expect(tries.filter(({ body }) => body.code === 'accounts/wrong-credentials')).toHaveLength(10);
    const refused = tries.find(({ body }) => body.code === 'too-fast');
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await hub.visitor().post('/api/session', { email: ana.email, password: ana.password })).status).toBe(429);
    expect((await hub.visitor().post('/api/session', { email: berta.email, password: berta.password })).status).toBe(
      200,
    );
  });
});

describe('access tokens', () => {
  const subjectOf = (token: string | null) => jwt.decode(token ?? '') as Record<string, unknown>;
  const status = async (token: string) => (await new Http(hub.url, token).get('/api/account')).status;

  it('name account and session and nothing else, and run out after 15 minutes', async () => {
    const ana = await hub.person('Ana');
    const claims = subjectOf(ana.token);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(900);
    expect(await status(ana.token)).toBe(200);
    hub.clock.advance(15 * 60_000 + 1_000);
    expect(await status(ana.token)).toBe(401);
    expect((await refresh(ana.http)).status).toBe(200);
  });

  it('of another algorithm, key, hub or audience are none', async () => {
    const ana = await hub.person('Ana');
    const key = Buffer.from(hub.app.get(Config).secrets.accessTokenKey, 'base64url');
    const claims = subjectOf(ana.token);
    expect(await status(jwt.sign(claims, key, { algorithm: 'HS256' }))).toBe(200);
    expect(await status(jwt.sign(claims, key, { algorithm: 'HS512' }))).toBe(401);
    expect(await status(jwt.sign(claims, '', { algorithm: 'none' }))).toBe(401);
    expect(await status(jwt.sign(claims, 'another key', { algorithm: 'HS256' }))).toBe(401);
    expect(await status(jwt.sign({ ...claims, iss: 'elsewhere' }, key))).toBe(401);
    expect(await status(jwt.sign({ ...claims, aud: 'elsewhere' }, key))).toBe(401);
    expect(await status(jwt.sign({ ...claims, sid: ana.id }, key))).toBe(401);
    const endless = Object.fromEntries(Object.entries(claims).filter(([name]) => name !== 'exp'));
    expect(await status(jwt.sign(endless, key))).toBe(401);
    const berta = await hub.person('Berta');
    expect(await status(jwt.sign({ ...claims, sub: berta.id }, key))).toBe(401);
    expect(await status('nonsense')).toBe(401);
  });
});

describe('the refresh key', () => {
  it('changes at every use and gives a new access token', async () => {
    const { http } = await hub.person('Ana');
    const keys = [http.cookie];
    for (let i = 0; i < 3; i += 1) {
      const { status, body } = await refresh(http);
      expect(status).toBe(200);
      expect((await new Http(hub.url, body.accessToken).get('/api/account')).status).toBe(200);
      keys.push(http.cookie);
    }
    expect(new Set(keys).size).toBe(4);
  });

  it('two tabs that wake up together both come through, with the same next key', async () => {
    const { http } = await hub.person('Ana');
    const tabs = Array.from({ length: 5 }, () => withCookie(http.cookie));
    const answers = await Promise.all(tabs.map(refresh));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(tabs.map(({ cookie }) => cookie)).size).toBe(1);
    hub.clock.advance(60_000);
    expect((await refresh(tabs[3] ?? http)).status).toBe(200);
  });

  it('used again later ends the session for whoever holds it, and closes its socket', async () => {
    const ana = await hub.person('Ana');
    const live = await ana.connect();
    const other = await signIn(ana);
    const stolen = withCookie(ana.http.cookie);
    expect((await refresh(ana.http)).status).toBe(200);
    hub.clock.advance(21_000);
    const { status, body } = await refresh(stolen);
    expect([status, body.code]).toEqual([401, 'accounts/session-reused']);
    await waitFor('the socket to be told', () => live.byes.find(({ reason }) => reason === 'signed-out'));
    expect((await refresh(ana.http)).body.code).toBe('not-signed-in');
    expect((await ana.http.get('/api/account')).status).toBe(401);
    expect((await other.get('/api/account')).status).toBe(200);
  });

  it('an older one than the last is a theft too, within the grace as well', async () => {
    const ana = await hub.person('Ana');
    const first = withCookie(ana.http.cookie);
    await refresh(ana.http);
    await refresh(ana.http);
    expect((await refresh(first)).body.code).toBe('accounts/session-reused');
    expect((await refresh(ana.http)).status).toBe(401);
  });

  it('made up, missing or run out is simply no session', async () => {
    const ana = await hub.person('Ana');
    expect((await refresh(hub.visitor())).body.code).toBe('not-signed-in');
    expect((await refresh(withCookie('tertulia_refresh=x.y.z'))).body.code).toBe('not-signed-in');
    expect((await refresh(withCookie(`tertulia_refresh[]=a; ${ana.http.cookie.replace(/.$/, '')}`))).status).toBe(401);
    hub.clock.advance(31 * 24 * 3_600_000);
    expect((await refresh(ana.http)).body.code).toBe('not-signed-in');
  });
});

describe('devices', () => {
  it('lists where one is signed in, by family names', async () => {
    const ana = await hub.person('Ana');
    const phone = hub.visitor();
    const agent =
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';
    await phone.send('POST', '/api/session', { email: ana.email, password: ana.password }, { 'user-agent': agent });
    const { body } = await ana.http.get<{ devices: Record<string, unknown>[] }>('/api/account/devices');
    expect(body.devices).toHaveLength(2);
    expect(body.devices.filter(({ current }) => current === true)).toHaveLength(1);
    expect(body.devices.find(({ current }) => current === false)).toMatchObject({ agent: 'Chrome · Android' });
    const [row] = await hub.sql.query<{ text: string }>(
      'select string_agg(s::text, $2) as text from sessions s where account_id = $1',
      [ana.id, ','],
    );
    expect(row?.text).not.toContain('Mozilla');
    expect(row?.text).not.toContain('127.0.0.1');
  });

  it('signing out ends one device: token, key and socket', async () => {
    const ana = await hub.person('Ana');
    const [live, other] = [await ana.connect(), await signIn(ana)];
    const kept = withCookie(ana.http.cookie);
    const out = await ana.http.delete('/api/session');
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^tertulia_refresh=; Max-Age=0; Path=\/api\/session;/);
    await waitFor('the socket to be told', () => live.byes.find(({ reason }) => reason === 'signed-out'));
    expect((await ana.http.get('/api/account')).status).toBe(401);
    expect((await refresh(kept)).body.code).toBe('not-signed-in');
    expect((await other.get('/api/account')).status).toBe(200);
  });

  it('signing out reaches a socket that is just arriving', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, (_, i) => hub.person(`Ana ${i}`)));
    for (const ana of people) {
      const arriving = ana.connect();
      await ana.http.delete('/api/session');
      const live = await arriving.catch((error: Error) => error.message);
      if (typeof live === 'string') expect(live).toBe('not-signed-in');
      else await waitFor('the socket to be gone', () => live.raw.disconnected || undefined, 1_500);
    }
  });

  it('signing out everywhere silences every live socket within a second', async () => {
    const ana = await hub.person('Ana');
    const berta = await hub.person('Berta');
    const http = await signIn(ana);
    const lives = [await ana.connect(), await ana.connect(), await berta.connect()];
    const began = performance.now();
    expect((await http.delete('/api/sessions')).status).toBe(204);
    await waitFor('both sockets to be gone', () => lives.slice(0, 2).every(({ raw }) => raw.disconnected) || undefined);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(lives[0]?.byes).toEqual([{ reason: 'signed-out', retryInMs: null }]);
    expect(lives[2]?.raw.connected).toBe(true);
    for (const device of [ana.http, http]) expect((await device.get('/api/account')).status).toBe(401);
    await expect(ana.connect()).rejects.toThrow('not-signed-in');
  });
});

describe('changing the password', () => {
  it('needs the old one, ends the other devices and keeps this one', async () => {
    const ana = await hub.person('Ana');
    const other = await signIn(ana);
    const live = await ana.connect();
    const change = (current: string | null, next: string) =>
      ana.http.post<ErrorBody>('/api/account/password', { current, next });
    expect((await change('not that one', 'otra mesa más grande')).body.code).toBe('accounts/wrong-password');
    expect((await change(ana.password, 'contraseña1')).body.code).toBe('accounts/weak-password');
    expect((await other.get('/api/account')).status).toBe(200);
    expect((await change(ana.password, 'otra mesa más grande')).status).toBe(204);
    expect((await other.get('/api/account')).status).toBe(401);
    expect((await refresh(other)).status).toBe(401);
    expect((await ana.http.get('/api/account')).status).toBe(200);
    expect(live.raw.connected).toBe(true);
    const old = await hub.visitor().post<ErrorBody>('/api/session', { email: ana.email, password: ana.password });
    expect(old.body.code).toBe('accounts/wrong-credentials');
    expect(
      (await hub.visitor().post('/api/session', { email: ana.email, password: 'otra mesa más grande' })).status,
    ).toBe(200);
  });

  it('guessing at it from an open session is slowed', async () => {
    const ana = await hub.person('Ana');
    const codes = [];
    for (let i = 0; i < 11; i += 1)
      codes.push(
        (
          await ana.http.post<ErrorBody>('/api/account/password', {
            current: `guess ${i}`,
            next: 'otra mesa más grande',
          })
        ).body.code,
      );
    expect(codes.filter((code) => code === 'accounts/wrong-password')).toHaveLength(10);
    expect(codes.at(-1)).toBe('too-fast');
  });
});

it('old sessions leave the table, with what they knew of the device', async () => {
  const ana = await hub.person('Ana');
  await ana.http.delete('/api/session');
  const count = async () =>
    (await hub.sql.query<{ n: number }>('select count(*) as n from sessions where account_id = $1', [ana.id]))[0]?.n;
  const { Sessions } = await import('../../src/features/accounts/sessions.js');
  await hub.app.get(Sessions).sweep();
  expect(await count()).toBe(1);
  hub.clock.advance(31 * 24 * 3_600_000);
  await hub.app.get(Sessions).sweep();
  expect(await count()).toBe(0);
});
