import type { Session } from '../../src/contract/accounts.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import { TestHub } from '../support/hub.js';
import { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { refresh, signIn, withCookie } from './devices.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.boot();
});
afterAll(() => hub.close());

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
    const [live, other] = [await ana.connect(), await signIn(hub, ana)];
    const kept = withCookie(hub, ana.http.cookie);
    const out = await ana.http.delete('/api/session');
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^tertulia_refresh=; Max-Age=0; Path=\/api\/session;/);
    await waitFor('the socket to be told', () => live.byes.find(({ reason }) => reason === 'signed-out'));
    expect((await ana.http.get('/api/account')).status).toBe(401);
    expect((await refresh(kept)).body.code).toBe('not-signed-in');
    expect((await other.get('/api/account')).status).toBe(200);
  });

  it('signing out another device ends that one and no other, and nobody else’s', async () => {
    const lola = await hub.person('Lola');
    const [tablet, phone] = [await signIn(hub, lola), await signIn(hub, lola)];
    const [onTablet, onPhone] = [
      await Live.connect(hub.url, tablet.token ?? ''),
      await Live.connect(hub.url, phone.token ?? ''),
    ];
    const own = await tablet.get<{ devices: { id: string; current: boolean }[] }>('/api/account/devices');
    const id = own.body.devices.find(({ current }) => current)?.id ?? '';
    const stranger = await hub.person('Extraña');
    expect((await stranger.http.delete(`/api/account/devices/${id}`)).status).toBe(404);
    expect((await lola.http.delete(`/api/account/devices/${id}`)).status).toBe(204);
    await waitFor('the socket to be closed', () => onTablet.byes.some(({ reason }) => reason === 'signed-out'));
    expect((await refresh(tablet)).status).toBe(401);
    expect((await lola.http.delete(`/api/account/devices/${id}`)).status).toBe(404);
    expect((await refresh(phone)).status).toBe(200);
    expect(onPhone.byes).toEqual([]);
    expect((await lola.http.delete('/api/account/devices')).status).toBe(204);
    await waitFor('the other socket to be closed', () => onPhone.byes.length > 0);
    expect((await lola.http.get('/api/account')).status).toBe(200);
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
    const http = await signIn(hub, ana);
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
    const other = await signIn(hub, ana);
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
