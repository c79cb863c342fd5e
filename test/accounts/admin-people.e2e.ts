import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { adminPeoplePage, adminPerson } from '../../src/contract/accounts.contract.js';
import type { ErrorBody } from '../../src/contract/errors.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

type Page = z.infer<typeof adminPeoplePage> & ErrorBody;
type Answer = z.infer<typeof adminPerson> & ErrorBody;

let hub: TestHub;
let admin: Person;
let staff: Person;
beforeAll(async () => {
  hub = await TestHub.boot();
  admin = await hub.person('Adela Admin', { role: 'admin' });
  staff = await hub.person('Sara Staff', { role: 'staff' });
});
afterAll(() => hub.close());

const people = (by: Person, query = '') => by.http.get<Page>(`/api/admin/people${query}`);
const names = async (by: Person, query: string) => (await people(by, query)).body.people.map(({ name }) => name);
const put = async (by: Person, who: { id: string }, what: string, input: object) =>
  (await by.http.put<Answer>(`/api/admin/people/${who.id}/${what}`, input)).body;

describe('the list of people', () => {
  it('is for staff and admins; addresses are for admins', async () => {
    const ana = await hub.person('Ana Listada');
    expect((await people(ana)).body.code).toBe('not-allowed');
    expect((await hub.visitor().get<Page>('/api/admin/people')).body.code).toBe('not-signed-in');
    const email = async (by: Person) => (await people(by, '?q=listada')).body.people[0]?.email;
    expect(await email(admin)).toBe(ana.email);
    expect(await email(staff)).toBeNull();
  });

  it('finds by part of the name, and by address only for admins; signs of patterns are letters', async () => {
    const zoe = await hub.person('Zoe 100%_');
    const part = encodeURIComponent(zoe.email?.slice(0, 12) ?? '');
    expect(await names(admin, '?q=zo')).toEqual(['Zoe 100%_']);
    expect(await names(admin, `?q=${part}`)).toEqual(['Zoe 100%_']);
    expect(await names(staff, `?q=${part}`)).toEqual([]);
    expect(await names(admin, `?q=${encodeURIComponent('%_')}`)).toEqual(['Zoe 100%_']);
  });

  it('filters, and turns pages without losing or repeating anybody', async () => {
    const pablo = await hub.person('Pablo Pide');
    await pablo.http.post('/api/account/mentor-request', { why: 'Porque sé' });
    const requests = (await people(admin, '?filter=mentor-requests')).body.people;
    expect(requests.map(({ name, mentorWhy }) => [name, mentorWhy])).toEqual([['Pablo Pide', 'Porque sé']]);
    expect((await names(admin, '?filter=staff')).sort()).toEqual(['Adela Admin', 'Sara Staff']);

    await hub.sql.query(
      `insert into accounts (id, kind, name, language, time_zone, created_at)
       select ('019f0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'person', 'Muchedumbre ' || n, 'es', 'UTC', now() from generate_series(1, 120) n`,
    );
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const { body }: { body: Page } = await people(admin, `?q=muchedumbre${after && `&after=${after}`}`);
      seen.push(...body.people.map(({ id }) => id));
      after = body.next;
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    expect((await people(admin, '?filter=nobody')).body.code).toBe('invalid-input');
  });
});

describe('platform roles', () => {
  it('are given by admins only, and reach the person’s sockets at once', async () => {
    const ana = await hub.person('Ana');
    const live = await ana.connect();
    expect((await put(staff, ana, 'role', { role: 'staff' })).code).toBe('not-allowed');
    expect((await put(admin, ana, 'role', { role: 'staff' })).role).toBe('staff');
    const event = await live.event('accounts.account-changed');
    expect(event).toMatchObject({ actor: admin.id, payload: { account: { role: 'staff' } } });
    expect((await people(ana)).status).toBe(200);
    expect((await put(admin, ana, 'role', { role: 'member' })).role).toBe('member');
    expect((await people(ana)).body.code).toBe('not-allowed');
    expect(live.raw.connected).toBe(true);
  });

  it('somebody who does not exist, a guest and a bot get none', async () => {
    expect((await put(admin, { id: randomUUID() }, 'role', { role: 'staff' })).code).toBe('not-found');
    const [guest, bot] = [randomUUID(), randomUUID()];
    await hub.sql.query(
      `insert into accounts (id, kind, name, language, time_zone, guest_of, created_at)
       values ($1, 'guest', 'Gil', 'es', 'UTC', $1, now()), ($2, 'bot', 'Tutora IA', 'es', 'UTC', null, now())`,
      [guest, bot],
    );
    expect((await put(admin, { id: guest }, 'role', { role: 'staff' })).code).toBe('not-allowed');
    expect((await put(admin, { id: guest }, 'mentor', { standing: 'granted' })).code).toBe('not-allowed');
    expect((await put(admin, { id: bot }, 'role', { role: 'admin' })).code).toBe('not-allowed');
    expect((await put(admin, { id: bot }, 'ban', { reason: 'x' })).code).toBe('not-allowed');
    expect(await names(admin, '?q=Tutora')).toEqual([]);
  });
});

describe('mentors', () => {
  it('are granted, refused or taken back by an admin', async () => {
    const ana = await hub.person('Ana');
    await ana.http.post('/api/account/mentor-request', { why: 'Enseño desde hace años' });
    expect((await put(staff, ana, 'mentor', { standing: 'granted' })).code).toBe('not-allowed');
    expect(await put(admin, ana, 'mentor', { standing: 'granted' })).toMatchObject({
      mentor: 'granted',
      mentorWhy: 'Enseño desde hace años',
    });
    expect(await put(admin, ana, 'mentor', { standing: 'none' })).toMatchObject({ mentor: 'none', mentorWhy: null });
  });
});

describe('bans', () => {
  it('end every session, say why, and can be ended', async () => {
    const ana = await hub.person('Ana');
    const live = await ana.connect();
    const began = performance.now();
    expect(await put(staff, ana, 'ban', { reason: 'Insultos repetidos' })).toMatchObject({
      banReason: 'Insultos repetidos',
      bannedAt: expect.any(String),
    });
    await waitFor('the socket to be gone', () => live.raw.disconnected || undefined);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(live.byes).toEqual([{ reason: 'banned', retryInMs: null }]);

    const { email, password } = ana;
    const refusals = [
      await ana.http.get<ErrorBody>('/api/account'),
      await ana.http.post<ErrorBody>('/api/session/refresh'),
      await hub.visitor().post<ErrorBody>('/api/session', { email, password }),
    ];
    for (const { status, body } of refusals)
      expect([status, body.code, body.details]).toEqual([403, 'accounts/banned', { reason: 'Insultos repetidos' }]);
    const guessed = await hub.visitor().post<ErrorBody>('/api/session', { email, password: 'not that one' });
    expect(guessed.body.code).toBe('accounts/wrong-credentials');
    await expect(ana.connect()).rejects.toThrow('accounts/banned');
    expect(await names(admin, '?filter=banned')).toEqual(['Ana']);

    expect((await staff.http.delete<Answer>(`/api/admin/people/${ana.id}/ban`)).body).toMatchObject({
      bannedAt: null,
      banReason: null,
    });
    expect((await ana.http.get('/api/account')).status).toBe(401);
    expect((await hub.visitor().post('/api/session', { email, password })).status).toBe(200);
  });

  it('staff ban members, only admins ban staff, nobody bans themself', async () => {
    const [ana, other] = [await hub.person('Ana'), await hub.person('Otra', { role: 'staff' })];
    expect((await put(ana, other, 'ban', { reason: 'x' })).code).toBe('not-allowed');
    expect((await put(staff, other, 'ban', { reason: 'x' })).code).toBe('not-allowed');
    expect((await put(staff, admin, 'ban', { reason: 'x' })).code).toBe('not-allowed');
    expect((await put(staff, staff, 'ban', { reason: 'x' })).code).toBe('not-allowed');
    expect((await put(admin, other, 'ban', { reason: ' ' })).code).toBe('invalid-input');
    expect((await put(admin, other, 'ban', { reason: 'x' })).banReason).toBe('x');
    expect((await staff.http.delete<Answer>(`/api/admin/people/${other.id}/ban`)).body.code).toBe('not-allowed');
  });
});

describe('one admin remains', () => {
  it('the last one cannot step down; of two who do at the same moment one stays', async () => {
    expect((await put(admin, admin, 'role', { role: 'member' })).code).toBe('accounts/last-admin');
    const second = await hub.person('Segunda', { role: 'admin' });
    const answers = await Promise.all([
      put(admin, admin, 'role', { role: 'member' }),
      put(second, second, 'role', { role: 'member' }),
    ]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['accounts/last-admin', 'done']);
    const [left] = await hub.sql.query<{ n: number }>(`select count(*) as n from accounts where role = 'admin'`);
    expect(left?.n).toBe(1);
  });
});
