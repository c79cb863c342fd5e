import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { LEGAL_VERSION, type OwnAccount, type Session } from '../../src/contract/accounts.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import { HUB } from '../../src/platform/actor/actor.js';
import { TestHub } from '../support/hub.js';
import { Http, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

let hub: TestHub;
beforeAll(async () => {
  hub = await TestHub.boot();
});
afterAll(() => hub.close());

type Own = OwnAccount & ErrorBody;

async function guest(name: string): Promise<Person> {
  const accounts = hub.app.get(AccountsService);
  const roomId = randomUUID();
  const actor = await hub.log.change(HUB, [], (change) =>
    accounts.createGuest(change, { name, language: 'es', roomId }),
  );
  const { session, cookie } = await accounts.issueSession(actor.accountId, { agent: undefined });
  const http = new Http(hub.url, session.accessToken);
  http.cookie = `${cookie.name}=${cookie.value}`;
  expect(session.account).toMatchObject({ kind: 'guest', guestOf: roomId, email: null, ageBand: null });
  return new Person(hub.url, actor.accountId, name, null, null, http);
}

describe('editing my account', () => {
  it('changes what is given, tells my devices, and every socket acts under the new name', async () => {
    const ana = await hub.person('Ana');
    const live = await ana.connect();
    const { status, body } = await ana.http.patch<Own>('/api/account', {
      name: 'Ana María',
      about: 'Leo\ny escribo',
      language: 'en',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'Ana María',
      about: 'Leo\ny escribo',
      language: 'en',
      timeZone: 'Europe/Madrid',
    });
    const event = await live.event('accounts.account-changed');
    expect(event).toMatchObject({ subject: ana.id, actor: ana.id, payload: { account: { name: 'Ana María' } } });
    expect((await ana.http.get<Own>('/api/account')).body).toEqual(body);
  });

  it('an edit of nothing changes nothing, and wrong values are refused by name', async () => {
    const ana = await hub.person('Ana');
    expect((await ana.http.patch('/api/account', {})).status).toBe(200);
    const field = async (input: object) => (await ana.http.patch<Own>('/api/account', input)).body.details?.['field'];
    expect(await field({ timeZone: 'Mars/Olympus' })).toBe('timeZone');
    expect(await field({ language: 'fr' })).toBe('language');
    expect(await field({ about: 'x'.repeat(301) })).toBe('about');
    expect(await field({ email: 'other@example.org' })).toBe('email');
    expect((await ana.http.patch('/api/account', { timeZone: 'America/Argentina/Buenos_Aires' })).status).toBe(200);
    expect((await hub.visitor().patch<Own>('/api/account', {})).body.code).toBe('not-signed-in');
  });
});

describe('my face', () => {
  const picture = (background: string) => sharp({ create: { width: 300, height: 200, channels: 3, background } });
  const send = (http: Http, bytes: Buffer, name = 'face.png', type = 'image/png', field = 'image') => {
    const form = new FormData();
    form.set(field, new Blob([new Uint8Array(bytes)], { type }), name);
    return http.send<Own>('PUT', '/api/account/avatar', form);
  };

  it('is stored as WebP, served to everybody for good, replaced and taken away', async () => {
    const ana = await hub.person('Ana');
    const { status, body } = await send(ana.http, await picture('#123456').png().toBuffer());
    expect(status).toBe(200);
    expect(body.avatar).toMatch(new RegExp(`^/api/avatars/${ana.id}/[0-9a-f]{32}\\.webp$`));
    const face = await fetch(`${hub.url}${body.avatar}`);
    expect(face.status).toBe(200);
    expect(face.headers.get('content-type')).toBe('image/webp');
    expect(face.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(face.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await sharp(Buffer.from(await face.arrayBuffer())).metadata()).toMatchObject({
      format: 'webp',
      width: 256,
      height: 256,
    });

    const next = (await send(ana.http, await picture('#654321').jpeg().toBuffer(), 'f.jpg', 'image/jpeg')).body.avatar;
    expect(next).not.toBe(body.avatar);
    expect(readdirSync(join(hub.dataDir, 'avatars', ana.id))).toHaveLength(1);
    expect((await hub.visitor().get<Own>(body.avatar ?? '')).body.code).toBe('not-found');

    expect((await ana.http.delete<Own>('/api/account/avatar')).body.avatar).toBeNull();
    expect(existsSync(join(hub.dataDir, 'avatars', ana.id))).toBe(false);
    expect((await hub.visitor().get(next ?? '')).status).toBe(404);
  });

  it('two that are sent at the same moment leave one, and it is there', async () => {
    const ana = await hub.person('Ana');
    const pictures = await Promise.all(['#100', '#020', '#003'].map((colour) => picture(colour).png().toBuffer()));
    await Promise.all(pictures.map((bytes) => send(ana.http, bytes)));
    const { avatar } = (await ana.http.get<Own>('/api/account')).body;
    expect((await hub.visitor().get(avatar ?? '')).status).toBe(200);
    expect(readdirSync(join(hub.dataDir, 'avatars', ana.id))).toHaveLength(1);
  });

  it('what is no still photo, whatever it is called, is refused in words and changes nothing', async () => {
    const ana = await hub.person('Ana');
    const code = async (answer: Promise<{ body: Own }>) => (await answer).body.code;
    expect(await code(send(ana.http, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')))).toBe(
      'accounts/bad-image',
    );
    expect(await code(send(ana.http, await picture('#fff').gif().toBuffer()))).toBe('accounts/bad-image');
    expect(await code(send(ana.http, Buffer.from('<script>1</script>'), 'x.html', 'text/html'))).toBe(
      'accounts/bad-image',
    );
    expect(await code(ana.http.put<Own>('/api/account/avatar', {}))).toBe('accounts/bad-image');
    expect(await code(send(ana.http, Buffer.alloc(5 * 1024 * 1024 + 1)))).toBe('too-large');
    expect(await code(send(ana.http, await picture('#fff').png().toBuffer(), 'f.png', 'image/png', 'other'))).toBe(
      'invalid-input',
    );
    expect((await ana.http.get<Own>('/api/account')).body.avatar).toBeNull();
  });

  it('the path leads only to faces', async () => {
    for (const path of [
      `${randomUUID()}%2f..%2f..%2fkeys/${'a'.repeat(32)}`,
      `${randomUUID()}/%2e%2e%2f%2e%2e%2fkeys`,
      `${randomUUID()}/${'a'.repeat(31)}`,
    ])
      expect([400, 404]).toContain((await hub.visitor().get(`/api/avatars/${path}.webp`)).status);
    expect((await hub.visitor().get(`/api/avatars/${randomUUID()}/${'a'.repeat(32)}.webp`)).status).toBe(404);
  });
});

describe('asking to be a mentor', () => {
  it('keeps the reason for the admin', async () => {
    const ana = await hub.person('Ana');
    const { status, body } = await ana.http.post<Own>('/api/account/mentor-request', { why: 'Llevo años enseñando' });
    expect([status, body.mentor]).toEqual([200, 'requested']);
    const [row] = await hub.sql.query<{ mentor_why: string }>('select mentor_why from accounts where id = $1', [
      ana.id,
    ]);
    expect(row?.mentor_why).toBe('Llevo años enseñando');
    expect((await ana.http.post<Own>('/api/account/mentor-request', { why: ' ' })).body.code).toBe('invalid-input');
  });

  it('changes nothing for who is one already', async () => {
    const mentor = await hub.person('Marta', { mentor: true });
    expect((await mentor.http.post<Own>('/api/account/mentor-request', { why: 'otra vez' })).body.mentor).toBe(
      'granted',
    );
  });
});

describe('a guest', () => {
  const upgrade = (more = {}) => ({
    email: `guest.${randomUUID()}@example.org`,
    password: 'una silla junto a la ventana',
    ageBand: '18-plus',
    acceptedTerms: LEGAL_VERSION,
    ...more,
  });

  it('may do what guests may, and is told that the rest needs an account', async () => {
    const gil = await guest('Gil');
    expect((await gil.http.get('/api/account')).status).toBe(200);
    expect((await gil.http.patch('/api/account', { name: 'Gil R.' })).status).toBe(200);
    for (const [path, input] of [
      ['mentor-request', { why: 'x' }],
      ['password', { current: 'x', next: 'una frase larga' }],
    ] as const)
      expect((await gil.http.post<Own>(`/api/account/${path}`, input)).body.code).toBe('accounts/not-for-guests');
  });

  it('becomes a person: same account, same session, same socket, and can sign in from now on', async () => {
    const gil = await guest('Gil');
    const live = await gil.connect();
    const input = upgrade();
    const { status, body } = await gil.http.post<Session>('/api/account/upgrade', input);
    expect(status).toBe(200);
    expect(body.account).toMatchObject({
      id: gil.id,
      kind: 'person',
      name: 'Gil',
      guestOf: null,
      email: input.email,
      ageBand: '18-plus',
    });
    await live.event('accounts.account-changed', ({ payload }) => payload.account.kind === 'person');
    expect(live.raw.connected).toBe(true);
    expect((await gil.http.post('/api/account/mentor-request', { why: 'ahora sí' })).status).toBe(200);
    expect((await gil.http.post('/api/session/refresh')).status).toBe(200);
    const { email, password } = input;
    expect((await hub.visitor().post<Session>('/api/session', { email, password })).body.account.id).toBe(gil.id);
    expect((await gil.http.post<Own>('/api/account/upgrade', upgrade())).body.code).toBe('not-allowed');
  });

  it('is refused for the same reasons as anybody who registers', async () => {
    const ana = await hub.person('Ana');
    const gil = await guest('Gil');
    const code = async (more: object) => (await gil.http.post<Own>('/api/account/upgrade', upgrade(more))).body.code;
    expect(await code({ email: ana.email })).toBe('accounts/email-taken');
    expect(await code({ ageBand: 'under-16' })).toBe('accounts/too-young');
    expect(await code({ password: 'password1234' })).toBe('accounts/weak-password');
    expect((await gil.http.get<Own>('/api/account')).body.kind).toBe('guest');
  });

  it('tells a changed name to the socket at once', async () => {
    const gil = await guest('Gil');
    const live = await gil.connect();
    await gil.http.patch('/api/account', { name: 'Gil de la Peña' });
    await waitFor('the event', () => live.events.find(({ type }) => type === 'accounts.account-changed'));
    gil.close();
  });
});
