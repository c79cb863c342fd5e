import jwt from 'jsonwebtoken';
import { Config } from '../../src/platform/config/config.js';
import { TestHub } from '../support/hub.js';
import { Http } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { refresh, signIn, withCookie } from './devices.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.boot();
});
afterAll(() => hub.close());

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
    const tabs = Array.from({ length: 5 }, () => withCookie(hub, http.cookie));
    const answers = await Promise.all(tabs.map(refresh));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(tabs.map(({ cookie }) => cookie)).size).toBe(1);
    hub.clock.advance(60_000);
    expect((await refresh(tabs[3] ?? http)).status).toBe(200);
  });

  it('used again later ends the session for whoever holds it, and closes its socket', async () => {
    const ana = await hub.person('Ana');
    const live = await ana.connect();
    const other = await signIn(hub, ana);
    const stolen = withCookie(hub, ana.http.cookie);
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
    const first = withCookie(hub, ana.http.cookie);
    await refresh(ana.http);
    await refresh(ana.http);
    expect((await refresh(first)).body.code).toBe('accounts/session-reused');
    expect((await refresh(ana.http)).status).toBe(401);
  });

  it('made up, missing or run out is simply no session', async () => {
    const ana = await hub.person('Ana');
    expect((await refresh(hub.visitor())).body.code).toBe('not-signed-in');
    expect((await refresh(withCookie(hub, 'tertulia_refresh=x.y.z'))).body.code).toBe('not-signed-in');
    expect((await refresh(withCookie(hub, `tertulia_refresh[]=a; ${ana.http.cookie.replace(/.$/, '')}`))).status).toBe(
      401,
    );
    hub.clock.advance(31 * 24 * 3_600_000);
    expect((await refresh(ana.http)).body.code).toBe('not-signed-in');
  });
});
