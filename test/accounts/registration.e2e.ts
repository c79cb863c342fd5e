import { LEGAL_VERSION, type HubInfo, type OwnAccount, type Session } from '../../src/contract/accounts.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import type { Actor } from '../../src/platform/actor/actor.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { TestHub } from '../support/hub.js';
import { registrationForm as form } from './registration-form.js';

describe('making an account', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await TestHub.boot();
  });
  afterAll(() => hub.close());

  const refusal = async (more: Record<string, unknown>) => {
    const answer = await hub.visitor().post<ErrorBody>('/api/accounts', form(more));
    return [answer.status, answer.body.code, answer.body.details?.['field'] ?? null];
  };

  it('the hub says what the first pages need to know', async () => {
    const { status, body } = await hub.visitor().get<HubInfo>('/api/hub');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      registration: 'open',
      needsAdmin: true,
      demo: false,
      legalVersion: LEGAL_VERSION,
      minAge: 16,
    });
  });

  it('signs the new person in, with a cookie no script can read', async () => {
    const visitor = hub.visitor();
    const input = form({ name: '  Nu\u0301ria ', email: ' Nuria.First@Example.ORG ' });
    const { status, body, headers } = await visitor.post<Session>('/api/accounts', input);
    expect(status).toBe(201);
    expect(body.account).toMatchObject({
      kind: 'person',
      name: 'Núria',
      email: 'nuria.first@example.org',
      role: 'member',
      mentor: 'none',
      ageBand: '18-plus',
      guestOf: null,
      avatar: null,
    });
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(
      /^tertulia_refresh=[\w.-]{80,}; Max-Age=2592000; Path=\/api\/session; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    visitor.token = body.accessToken;
    expect((await visitor.get<OwnAccount>('/api/account')).body).toEqual(body.account);
    const [stored] = await hub.sql.query<Record<string, unknown>>(
      'select a.password_hash, a.terms_version, a.terms_accepted_at, s.agent, s.address from accounts a join sessions s on s.account_id = a.id where a.id = $1',
      [body.account.id],
    );
    expect(stored).toMatchObject({
      password_hash: expect.stringMatching(/^\$argon2id\$/),
      terms_version: LEGAL_VERSION,
      address: null,
    });
    expect(stored?.['terms_accepted_at']).toBeInstanceOf(Date);
  });

  it('refuses who is too young, what is too easy, and an address twice, whatever its letters', async () => {
    expect(await refusal({ ageBand: 'under-16' })).toEqual([403, 'accounts/too-young', null]);
    expect(await refusal({ password: 'contraseña123' })).toEqual([400, 'accounts/weak-password', null]);
    expect(await refusal({ name: 'Berta Soler', password: 'berta.soler.1' })).toEqual([
      400,
      'accounts/weak-password',
      null,
    ]);
    const { email } = form();
    expect((await hub.visitor().post('/api/accounts', form({ email }))).status).toBe(201);
    expect(await refusal({ email: email.toUpperCase() })).toEqual([409, 'accounts/email-taken', null]);
  });

  it('two at once with one address make one account', async () => {
    const input = form();
    const answers = await Promise.all([1, 2, 3].map(() => hub.visitor().post('/api/accounts', input)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  it('refuses what the contract does not allow, and names the field', async () => {
    expect(await refusal({ acceptedTerms: '2020-01-01' })).toEqual([400, 'invalid-input', 'acceptedTerms']);
    expect(await refusal({ acceptedTerms: undefined })).toEqual([400, 'invalid-input', 'acceptedTerms']);
    expect(await refusal({ name: ' ' })).toEqual([400, 'invalid-input', 'name']);
    expect(await refusal({ name: 'a\nb' })).toEqual([400, 'invalid-input', 'name']);
    expect(await refusal({ name: 'x'.repeat(41) })).toEqual([400, 'invalid-input', 'name']);
    expect(await refusal({ email: 'nobody' })).toEqual([400, 'invalid-input', 'email']);
    expect(await refusal({ password: 'nine char' })).toEqual([400, 'invalid-input', 'password']);
    expect(await refusal({ timeZone: 'Europe/Nowhere' })).toEqual([400, 'invalid-input', 'timeZone']);
    expect(await refusal({ role: 'admin' })).toEqual([400, 'invalid-input', 'role']);
  });

  it('is described in the API’s own documentation, by the contract', async () => {
    const { body } = await hub.visitor().get<{
      paths: Record<string, Record<string, { requestBody?: unknown; responses: Record<string, unknown> }>>;
      components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
    }>('/api/docs-json');
    const register = body.paths['/api/accounts']?.['post'];
    expect(JSON.stringify(register?.requestBody)).toContain('#/components/schemas/RegisterInput');
    expect(JSON.stringify(register?.responses['201'])).toContain('#/components/schemas/Session');
    expect(body.components.schemas['RegisterInput']?.properties?.['name']).toMatchObject({
      minLength: 1,
      maxLength: 40,
    });
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes).toEqual(
      expect.arrayContaining([
        'get /api/hub',
        'post /api/setup',
        'post /api/accounts',
        'post /api/session',
        'post /api/session/refresh',
        'delete /api/session',
        'delete /api/sessions',
        'get /api/account',
        'patch /api/account',
        'put /api/account/avatar',
        'delete /api/account/avatar',
        'get /api/account/devices',
        'post /api/account/password',
        'post /api/account/mentor-request',
        'post /api/account/upgrade',
        'get /api/admin/people',
        'put /api/admin/people/{id}/role',
        'put /api/admin/people/{id}/mentor',
        'put /api/admin/people/{id}/ban',
        'delete /api/admin/people/{id}/ban',
      ]),
    );
  });

  it('answers in the language of the browser', async () => {
    const say = async (language: string) =>
      (
        await hub
          .visitor()
          .send<ErrorBody>('POST', '/api/accounts', form({ ageBand: 'under-16' }), { 'accept-language': language })
      ).body.message;
    expect(await say('es')).toBe('Para tener una cuenta hay que tener al menos 16 años.');
    expect(await say('en-GB')).toBe('You must be at least 16 years old to have an account.');
  });
});

describe('by invitation only', () => {
  let hub: TestHub;
  const admitted: [Actor, string][] = [];
  let full = false;
  beforeAll(async () => {
    hub = await TestHub.boot({ env: { REGISTRATION: 'invite' } });
    hub.app.get(AccountsService).onRegistering({
      check: async (invite) => {
        if (invite !== 'a-good-invitation') throw new DomainError('rooms/invite-invalid');
      },
      admitted: async (actor, invite) => {
        if (full) throw new DomainError('rooms/full', { capacity: 2 });
        admitted.push([actor, invite]);
      },
    });
  });
  afterAll(() => hub.close());

  it('asks for one, checks it, and lets the new person into its room', async () => {
    const code = async (invite?: string) =>
      (await hub.visitor().post<ErrorBody>('/api/accounts', form({ invite }))).body.code;
    expect(await code()).toBe('accounts/invite-needed');
    expect(await code('another-invitation')).toBe('rooms/invite-invalid');
    const { status, body } = await hub.visitor().post<Session>('/api/accounts', form({ invite: 'a-good-invitation' }));
    expect(status).toBe(201);
    expect(admitted).toEqual([
      [expect.objectContaining({ accountId: body.account.id, kind: 'person' }), 'a-good-invitation'],
    ]);
  });

  it('a room that filled up meanwhile takes nobody the account', async () => {
    full = true;
    expect((await hub.visitor().post('/api/accounts', form({ invite: 'a-good-invitation' }))).status).toBe(201);
  });
});

describe('where no accounts are made', () => {
  it('says so', async () => {
    const hub = await TestHub.boot({ env: { REGISTRATION: 'closed' } });
    try {
      const { status, body } = await hub.visitor().post<ErrorBody>('/api/accounts', form());
      expect([status, body.code]).toEqual([403, 'accounts/registration-closed']);
    } finally {
      await hub.close();
    }
  });
});
