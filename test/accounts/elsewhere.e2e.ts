import { randomUUID } from 'node:crypto';
import type { HubInfo, Session } from '../../src/contract/accounts.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import type { ElsewhereOutcome, WaysIn } from '../../src/contract/identities.contract.js';
import { HubAddress } from '../../src/platform/http/hub-address.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Http, Person } from '../support/person.js';
import { begin, complete, newcomer, nobody } from './elsewhere-steps.js';
import { atProvider, CLIENT, IdentityProvider, type Somebody } from './identity-provider.js';

describe('signing in with an account of elsewhere', () => {
  let idp: IdentityProvider;
  let hub: TestHub;
  beforeAll(async () => {
    idp = await IdentityProvider.start();
    hub = await TestHub.boot({
      replace: [generous],
      env: {
        OIDC_ISSUER: idp.issuer,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: CLIENT.secret,
        OIDC_NAME: 'Escuela',
        OIDC_2_ISSUER: 'http://127.0.0.1:9',
        OIDC_2_CLIENT_ID: 'nobody',
        OIDC_2_NAME: 'Apagado',
      },
    });
    idp.serve(hub.app.get(HubAddress).origin);
  });
  afterAll(async () => {
    await hub.close();
    await idp.close();
  });

  const known = (more: Partial<Somebody> = {}): Somebody => {
    const somebody = nobody(more);
    idp.people.set(somebody.sub, somebody);
    return somebody;
  };
  /** Back from the provider as this person. */
  const arrive = async (http: Http, { sub }: Somebody, more: Record<string, unknown> = {}) =>
    complete(http, await atProvider(await begin(http, more), sub));
  const joined = async (somebody: Somebody): Promise<Session> => {
    const http = hub.visitor();
    await arrive(http, somebody);
    const { status, body } = await http.post<Session>(
      '/api/session/elsewhere/register',
      newcomer(somebody.email ?? `${somebody.sub}@example.org`),
    );
    expect(status).toBe(200);
    return body;
  };
  const accounts = async (): Promise<number> =>
    (await hub.sql.query<{ n: number }>('select count(*) as n from accounts'))[0]?.n ?? 0;
  const linkAs = async (person: Person, somebody: Somebody) => {
    const { body } = await person.http.post<{ url: string }>('/api/account/ways-in', { provider: '1' });
    return complete<ElsewhereOutcome & ErrorBody>(person.http, await atProvider(body.url, somebody.sub));
  };
  const waysIn = async (http: Http) => (await http.get<WaysIn>('/api/account/ways-in')).body;

  it('is offered by name, and leads to the provider with everything that keeps it safe', async () => {
    const { body } = await hub.visitor().get<HubInfo>('/api/hub');
    expect(body.providers).toEqual([
      { provider: '1', name: 'Escuela' },
      { provider: '2', name: 'Apagado' },
    ]);
    const url = new URL(await begin(hub.visitor()));
    expect(url.origin).toBe(idp.issuer);
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', client_id: CLIENT.id });
    expect(asked['redirect_uri']).toBe(`${hub.app.get(HubAddress).origin}/sign-in/with/1`);
    for (const secret of ['state', 'nonce', 'code_challenge']) expect(asked[secret]).toMatch(/^[\w-]{43}$/);
  });

  it('makes nothing before the terms are accepted; then an account that opens again without a word', async () => {
    const nora = known();
    const before = await accounts();
    const http = hub.visitor();
    const { status, body } = await arrive(http, nora, { then: '/rooms?x=1' });
    expect([status, body]).toEqual([
      200,
      {
        outcome: 'new',
        provider: 'Escuela',
        name: 'Nora Nueva',
        email: nora.email,
        emailVerified: true,
        then: '/rooms?x=1',
      },
    ]);
    expect(await accounts()).toBe(before);
    expect(await hub.sql.query('select 1 from identities')).toEqual([]);
    for (const refused of [{ acceptedTerms: 'otra' }, { ageBand: 'under-16' }, { ageBand: undefined }])
      expect((await http.post('/api/session/elsewhere/register', newcomer(nora.email ?? '', refused))).status).not.toBe(
        200,
      );
    expect(await accounts()).toBe(before);
    const made = await http.post<Session>('/api/session/elsewhere/register', newcomer(nora.email ?? ''));
    expect(made.body.account).toMatchObject({
      name: 'Nora',
      email: nora.email,
      emailVerified: true,
      ageBand: '18-plus',
    });
    expect(made.headers.getSetCookie().join()).toMatch(/tertulia_refresh=.*HttpOnly; SameSite=Strict/);
    // The form twice, or somebody with the same cookie: there is one account.
    expect((await http.post('/api/session/elsewhere/register', newcomer(`${randomUUID()}@example.org`))).status).toBe(
      410,
    );
    const again = await arrive(hub.visitor(), nora);
    expect(again.body).toMatchObject({ outcome: 'entered', session: { account: { id: made.body.account.id } } });
  });

  it('asks for the address to be confirmed where the provider has not, or where it is another one', async () => {
    const unsure = known({ email_verified: false });
    expect((await joined(unsure)).account.emailVerified).toBe(false);
    const http = hub.visitor();
    await arrive(http, known());
    const other = newcomer(`${randomUUID()}@example.org`);
    const { body } = await http.post<Session>('/api/session/elsewhere/register', other);
    expect(body.account).toMatchObject({ email: other.email, emailVerified: false });
  });

  it('does not give an account to whoever merely says to have its address', async () => {
    const ana = await hub.person('Ana');
    await hub.sql.query('update accounts set email_verified_at = now() where id = $1', [ana.id]);
    const http = hub.visitor();
    const { body } = await arrive(http, known({ email: ana.email ?? '', email_verified: false }));
    expect(body.outcome).toBe('new');
    const refused = await http.post<ErrorBody>('/api/session/elsewhere/register', newcomer(ana.email ?? ''));
    expect(refused.body.code).toBe('accounts/email-taken');
    const join = await http.post<ErrorBody>('/api/session/elsewhere/join', { password: ana.password });
    expect(join.body.code).toBe('oidc/lost');
  });

  it('becomes one with the account of the same confirmed address by its password', async () => {
    const bea = await hub.person('Bea');
    const same = known({ email: bea.email?.toUpperCase() ?? '' });
    // Unconfirmed here: somebody may have taken the address of another.
    expect((await arrive(hub.visitor(), same)).body.outcome).toBe('new');
    await hub.sql.query('update accounts set email_verified_at = now() where id = $1', [bea.id]);
    const http = hub.visitor();
    expect((await arrive(http, same)).body).toMatchObject({ outcome: 'known', email: bea.email });
    const wrong = await http.post<ErrorBody>('/api/session/elsewhere/join', { password: 'otra cosa' });
    expect(wrong.body.code).toBe('accounts/wrong-credentials');
    expect((await arrive(hub.visitor(), same)).body.outcome).toBe('known');
    const right = await http.post<Session>('/api/session/elsewhere/join', { password: bea.password });
    expect(right.body.account.id).toBe(bea.id);
    expect((await arrive(hub.visitor(), same)).body.outcome).toBe('entered');
  });

  it('is linked and unlinked by its owner, but the last way in stays', async () => {
    const carla = await hub.person('Carla');
    const hers = known();
    expect((await linkAs(carla, hers)).body).toEqual({ outcome: 'linked', provider: 'Escuela' });
    expect((await linkAs(carla, hers)).status).toBe(200);
    const { identities, password } = await waysIn(carla.http);
    expect([identities.length, password]).toEqual([1, true]);
    expect(identities[0]).toMatchObject({ provider: 'Escuela', label: hers.email, usable: true, lastUsedAt: null });
    const dora = await hub.person('Dora');
    expect((await linkAs(dora, hers)).body.code).toBe('accounts/identity-taken');
    expect((await dora.http.delete(`/api/account/ways-in/${identities[0]?.id ?? ''}`)).status).toBe(404);
    expect((await carla.http.delete(`/api/account/ways-in/${identities[0]?.id ?? ''}`)).status).toBe(204);
    expect((await arrive(hub.visitor(), hers)).body.outcome).toBe('new');

    const session = await joined(known());
    const visitor = hub.visitor();
    visitor.token = session.accessToken;
    const [only] = (await waysIn(visitor)).identities;
    const refused = await visitor.delete<ErrorBody>(`/api/account/ways-in/${only?.id ?? ''}`);
    expect(refused.body.code).toBe('accounts/last-way-in');
    // One of a provider that the settings no longer name opens nothing.
    await hub.sql.query(
      `insert into identities (id, account_id, issuer, subject, label, linked_at) values ($1, $2, 'https://gone.example', 'x', 'x', now())`,
      [randomUUID(), session.account.id],
    );
    expect((await visitor.delete(`/api/account/ways-in/${only?.id ?? ''}`)).status).toBe(409);
    await hub.sql.query(`update accounts set password_hash = 'x' where id = $1`, [session.account.id]);
    expect((await visitor.delete(`/api/account/ways-in/${only?.id ?? ''}`)).status).toBe(204);
  });

  it('links only for whoever left to link, on the device where they are signed in', async () => {
    const [eva, fran] = [await hub.person('Eva'), await hub.person('Fran')];
    const theirs = known();
    const { body } = await eva.http.post<{ url: string }>('/api/account/ways-in', { provider: '1' });
    fran.http.cookie = eva.http.cookie;
    const response = await atProvider(body.url, theirs.sub);
    expect((await complete<ErrorBody>(fran.http, response)).body.code).toBe('not-signed-in');
    expect((await waysIn(fran.http)).identities).toEqual([]);
    const visitor = hub.visitor();
    visitor.cookie = eva.http.cookie;
    const again = await eva.http.post<{ url: string }>('/api/account/ways-in', { provider: '1' });
    visitor.cookie = eva.http.cookie;
    expect((await complete<ErrorBody>(visitor, await atProvider(again.body.url, theirs.sub))).status).toBe(401);
  });

  it('is refused to whoever is banned, with the reason', async () => {
    const gil = known();
    const { account } = await joined(gil);
    await hub.sql.query(`update accounts set banned_at = now(), ban_reason = 'por spam' where id = $1`, [account.id]);
    const answer = await arrive(hub.visitor(), gil);
    expect(answer.body).toMatchObject({ code: 'accounts/banned', details: { reason: 'por spam' } });
  });

  it('leaves the other ways in alone while a provider is away, and says so in one sentence', async () => {
    const { status, body } = await hub.visitor().post<ErrorBody>('/api/session/elsewhere', { provider: '2' });
    expect([status, body.code]).toEqual([502, 'oidc/unreachable']);
    expect(body.message).toBe('Apagado no contesta ahora mismo. Entra de otra manera o prueba en un rato.');
    expect((await hub.visitor().post<ErrorBody>('/api/session/elsewhere', { provider: '3' })).status).toBe(404);
    const http = hub.visitor();
    const response = await atProvider(await begin(http), known().sub);
    idp.broken = 500;
    expect((await complete<ErrorBody>(http, response)).body.code).toBe('oidc/unreachable');
    idp.broken = null;
    await hub.person('Hugo');
  });

  it('takes a person who says no there for an answer', async () => {
    const http = hub.visitor();
    idp.refuses = true;
    const response = await atProvider(await begin(http), known().sub);
    idp.refuses = false;
    expect((await complete<ErrorBody>(http, response)).body.code).toBe('oidc/refused');
  });
});

describe('where registration is closed', () => {
  it('opens only accounts that exist', async () => {
    const idp = await IdentityProvider.start();
    const env = { OIDC_ISSUER: idp.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret };
    const hub = await TestHub.boot({ env: { ...env, REGISTRATION: 'closed' } });
    idp.serve(hub.app.get(HubAddress).origin, { claimsInToken: false });
    const somebody = nobody();
    idp.people.set(somebody.sub, somebody);
    const http = hub.visitor();
    const answer = await complete<ErrorBody>(http, await atProvider(await begin(http), somebody.sub));
    expect(answer.body.code).toBe('accounts/registration-closed');
    const made = await http.post<ErrorBody>('/api/session/elsewhere/register', newcomer(somebody.email ?? ''));
    expect(made.body.code).toBe('oidc/lost');
    expect(await hub.sql.query('select 1 from accounts')).toEqual([]);
    await hub.close();
    await idp.close();
  });
});
