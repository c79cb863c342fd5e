import type { ErrorBody } from '../../src/contract/errors.contract.js';
import type { ElsewhereOutcome } from '../../src/contract/identities.contract.js';
import { HubAddress } from '../../src/platform/http/hub-address.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Http } from '../support/person.js';
import { atProvider, CLIENT, IdentityProvider, type Tamper } from './identity-provider.js';

describe('whoever tampers with a sign-in of elsewhere', () => {
  let [one, two]: IdentityProvider[] = [];
  let hub: TestHub;
  beforeAll(async () => {
    [one, two] = [await IdentityProvider.start(), await IdentityProvider.start()];
    hub = await TestHub.boot({
      replace: [generous],
      env: {
        OIDC_ISSUER: one.issuer,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: CLIENT.secret,
        OIDC_2_ISSUER: two.issuer,
        OIDC_2_CLIENT_ID: CLIENT.id,
        OIDC_2_CLIENT_SECRET: CLIENT.secret,
      },
    });
    for (const idp of [one, two]) {
      idp.serve(hub.app.get(HubAddress).origin);
      idp.people.set('nora', { sub: 'nora', name: 'Nora', email: 'nora@example.org', email_verified: true });
    }
  });
  afterAll(async () => {
    await hub.close();
    await one?.close();
    await two?.close();
  });

  const begin = async (http: Http, provider = '1'): Promise<string> =>
    (await http.post<{ url: string }>('/api/session/elsewhere', { provider })).body.url;
  const away = async (http: Http, provider = '1') => atProvider(await begin(http, provider), 'nora');
  const code = async (http: Http, response: string, provider = '1'): Promise<string> => {
    const path = '/api/session/elsewhere/complete';
    const { body } = await http.post<ErrorBody & ElsewhereOutcome>(path, { provider, response });
    return body.code ?? body.outcome;
  };
  const changed = (response: string, change: (query: URLSearchParams) => void): string => {
    const query = new URLSearchParams(response);
    change(query);
    return query.toString();
  };
  afterEach(async () => {
    // Whatever was tried: nobody came in, and nothing was made.
    expect(await hub.sql.query('select 1 from accounts union all select 1 from sessions')).toEqual([]);
  });

  it.each<[string, (query: URLSearchParams) => void, string]>([
    ['another state', (query) => query.set('state', 'a'.repeat(43)), 'oidc/lost'],
    ['no state', (query) => query.delete('state'), 'oidc/lost'],
    ['two states', (query) => query.append('state', 'b'.repeat(43)), 'oidc/not-valid'],
    ['another code', (query) => query.set('code', 'made-up'), 'oidc/not-valid'],
    ['no code', (query) => query.delete('code'), 'oidc/not-valid'],
    ['two codes', (query) => query.append('code', 'made-up'), 'oidc/not-valid'],
    ['the name of another issuer', (query) => query.set('iss', two?.issuer ?? ''), 'oidc/not-valid'],
    ['no issuer, where it always says it', (query) => query.delete('iss'), 'oidc/not-valid'],
    ['a token of its own', (query) => query.append('id_token', 'x.y.z'), 'oidc/not-valid'],
  ])('with %s is refused', async (_what, change, expected) => {
    const http = hub.visitor();
    expect(await code(http, changed(await away(http), change))).toBe(expected);
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each<[string, Tamper]>([
    ['another nonce', (claims) => ({ claims: { ...claims, nonce: 'otro' } })],
    ['no nonce', ({ nonce: _, ...claims }) => ({ claims })],
    ['another issuer', (claims) => ({ claims: { ...claims, iss: two?.issuer } })],
    ['another audience', (claims) => ({ claims: { ...claims, aud: 'somebody else' } })],
    ['other parties', (claims) => ({ claims: { ...claims, aud: [CLIENT.id, 'x'], azp: 'x' } })],
    ['a time that is over', (claims) => ({ claims: { ...claims, exp: now() - 60, iat: now() - 600 } })],
    ['no end', ({ exp: _, ...claims }) => ({ claims })],
    ['nobody in it', ({ sub: _, ...claims }) => ({ claims })],
    ['an endless subject', (claims) => ({ claims: { ...claims, sub: 'x'.repeat(256) } })],
    ['the signature of somebody else', () => ({ by: (two ?? one)?.otherKey.privateKey })],
    ['no signature', () => ({ header: { alg: 'none' } })],
    ['a secret for a signature', () => ({ header: { alg: 'HS256' } })],
  ])('with an ID token with %s is refused', async (_what, tamper) => {
    const http = hub.visitor();
    const response = await away(http);
    if (one) one.tamper = tamper;
    const refused = await code(http, response);
    if (one) one.tamper = null;
    expect(refused).toBe('oidc/not-valid');
  });

  it('by using a code again is refused, with the cookies of the first time too', async () => {
    const http = hub.visitor();
    const response = await away(http);
    const { cookie } = http;
    expect(await code(http, response)).toBe('new');
    expect(await code(http, response)).toBe('oidc/lost');
    http.cookie = cookie;
    expect(await code(http, response)).toBe('oidc/not-valid');
  });

  it('by handing the answer of one provider to another is refused (mix-up)', async () => {
    const http = hub.visitor();
    const ofTwo = await away(http, '2');
    expect(await code(http, ofTwo, '1')).toBe('oidc/lost');
    const url = new URL(await begin(http, '1'));
    const mixed = changed(ofTwo, (query) => query.set('state', url.searchParams.get('state') ?? ''));
    expect(await code(http, mixed, '1')).toBe('oidc/not-valid');
    expect(
      await code(
        http,
        changed(mixed, (query) => query.delete('iss')),
        '1',
      ),
    ).toBe('oidc/not-valid');
  });

  it('in another browser, with cookies of another time or with changed ones is refused', async () => {
    const [http, other] = [hub.visitor(), hub.visitor()];
    const response = await away(http);
    expect(await code(other, response)).toBe('oidc/lost');
    await begin(other);
    expect(await code(other, response)).toBe('oidc/lost');
    const { cookie } = http;
    const value = other.cookie.split('=')[1] ?? '';
    other.cookie = `${cookie.split('=')[0] ?? ''}=${value}`;
    expect(await code(other, response)).toBe('oidc/lost');
    for (const at of [cookie.length - 1, cookie.length - 40, cookie.indexOf('=') + 3]) {
      other.cookie = `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
      expect(await code(other, response)).toBe('oidc/lost');
    }
    other.cookie = cookie.split('=')[0] ?? '';
    expect(await code(other, response)).toBe('oidc/lost');
    // What was sealed for the way there opens nothing for a newcomer.
    other.cookie = `tertulia_arrival=${cookie.slice(cookie.indexOf('=') + 1)}`;
    const refused = await other.post<ErrorBody>('/api/session/elsewhere/join', { password: 'x' });
    expect(refused.body.code).toBe('oidc/lost');
  });

  it('too late is refused: ten minutes for the way, half an hour for the form', async () => {
    const http = hub.visitor();
    const late = await away(http);
    hub.clock.advance(10 * 60_000);
    expect(await code(http, late)).toBe('oidc/lost');
    expect(await code(http, await away(http))).toBe('new');
    hub.clock.advance(30 * 60_000);
    const refused = await http.post<ErrorBody>('/api/session/elsewhere/join', { password: 'x' });
    expect(refused.body.code).toBe('oidc/lost');
  });

  it('from another page is refused', async () => {
    const answer = await hub
      .visitor()
      .send<ErrorBody>('POST', '/api/session/elsewhere', { provider: '1' }, { origin: 'https://evil.example' });
    expect(answer.body.code).toBe('wrong-origin');
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'rooms', '/a b', '/a\u0000'])(
    'goes on to no other place: %j',
    async (then) => {
      const answer = await hub.visitor().post<ErrorBody>('/api/session/elsewhere', { provider: '1', then });
      expect(answer.body).toMatchObject({ code: 'invalid-input', details: { field: 'then' } });
    },
  );
});
