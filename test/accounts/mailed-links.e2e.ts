import { jest } from '@jest/globals';
import type { OwnAccount, Session } from '../../src/contract/accounts.contract.js';
import { mailTo, outboxOf, tokenIn } from '../mail/outbox.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(120_000);

const CONFIRM = 'Confirma tu correo';
const RESET = 'Elige una contraseña nueva';
const CHANGED = 'Tu cuenta ya no usa este correo';
const NEXT = 'una frase nueva y bien larga';
const HOUR = 3_600_000;
interface Refusal {
  code: string;
}

describe('links by mail', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await TestHub.boot();
  });
  afterAll(() => hub.close());

  const account = async (person: Person) => (await person.http.get<OwnAccount>('/api/account')).body;
  const mail = (email: string | null, subject: string, after = 0) => mailTo(hub.dataDir, email, subject, after);
  const verify = (token: string) => hub.visitor().post<Refusal>('/api/verify-email', { token });
  const askReset = (email: string | null) => hub.visitor().post<Refusal>('/api/password-reset', { email });
  const reset = (token: string, password = NEXT) =>
    hub.visitor().post<Refusal>('/api/password-reset/complete', { token, password });
  const resetToken = async (email: string | null, after = 0) => {
    expect((await askReset(email)).status).toBe(204);
    return tokenIn(await mail(email, RESET, after));
  };

  describe('that confirm an address', () => {
    it('come with the registration, work once, and every device learns of it', async () => {
      const ana = await hub.person('Ana');
      expect((await account(ana)).emailVerified).toBe(false);
      const live = await ana.connect();
      const sent = await mail(ana.email, CONFIRM);
      expect(sent.text).toContain(`${hub.url.replace('127.0.0.1', 'localhost')}/verify-email#`);
      const token = tokenIn(sent);
      expect((await verify(token)).status).toBe(204);
      expect((await account(ana)).emailVerified).toBe(true);
      const changed = await live.event('accounts.account-changed');
      expect(changed.payload.account.emailVerified).toBe(true);
      // Opened again it says the same and changes nothing.
      expect((await verify(token)).status).toBe(204);
      const [used] = await hub.sql.query('select used_at from mailed_links where account_id = $1', [ana.id]);
      expect(used).toEqual({ used_at: expect.any(Date) });
    });

    it('end after 24 hours, and are sent again four times an hour', async () => {
      const eva = await hub.person('Eva');
      const token = tokenIn(await mail(eva.email, CONFIRM));
      hub.clock.advance(24 * HOUR - 1_000);
      await eva.http.post('/api/session', { email: eva.email, password: eva.password });
      hub.clock.advance(1_000);
      expect((await verify(token)).body.code).toBe('accounts/link-expired');
      await again(eva);
      for (let times = 0; times < 4; times += 1)
        expect((await eva.http.post('/api/account/verification')).status).toBe(204);
      expect((await eva.http.post<Refusal>('/api/account/verification')).body.code).toBe('too-fast');
      expect((await verify(tokenIn(await mail(eva.email, CONFIRM, 1)))).status).toBe(204);
      expect((await account(eva)).emailVerified).toBe(true);
    });

    it('are nobody’s to guess or to bend', async () => {
      const luz = await hub.person('Luz');
      const token = tokenIn(await mail(luz.email, CONFIRM));
      const bent = [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, `${'A'.repeat(22)}${token.slice(22)}`];
      for (const wrong of bent) expect((await verify(wrong)).body.code).toBe('accounts/link-expired');
      // A link of one kind is none of the other.
      expect((await reset(token)).body.code).toBe('accounts/link-expired');
      expect((await verify(await resetToken(luz.email))).body.code).toBe('accounts/link-expired');
      expect((await account(luz)).emailVerified).toBe(false);
    });

    it('are in no table: a copy of the database opens nothing', async () => {
      const sol = await hub.person('Sol');
      const token = tokenIn(await mail(sol.email, CONFIRM));
      const rows = await hub.sql.query<{ row: string }>('select mailed_links::text as row from mailed_links');
      expect(rows.some(({ row }) => row.includes(token.split('.')[1] ?? 'x'))).toBe(false);
      const queued = await hub.sql.query('select * from graphile_worker._private_jobs');
      expect(JSON.stringify(queued)).not.toContain(token.split('.')[1]);
    });
  });

  describe('that set a password', () => {
    it('do so once, end every session, silence every socket and confirm the address', async () => {
      const iris = await hub.person('Iris');
      const other = hub.visitor();
      await other.post<Session>('/api/session', { email: iris.email, password: iris.password });
      const live = await iris.connect();
      const token = await resetToken(iris.email);
      expect((await hub.visitor().post('/api/password-reset/check', { token })).status).toBe(204);
      expect((await reset(token)).status).toBe(204);
      await waitFor('the socket to be closed', () => live.byes.some(({ reason }) => reason === 'signed-out'));
      expect((await iris.http.get('/api/account')).status).toBe(401);
      expect((await other.post('/api/session/refresh')).status).toBe(401);
      expect((await reset(token, `${NEXT} otra`)).body.code).toBe('accounts/link-expired');
      const check = await hub.visitor().post<Refusal>('/api/password-reset/check', { token });
      expect(check.body.code).toBe('accounts/link-expired');
      const old = await hub.visitor().post<Refusal>('/api/session', { email: iris.email, password: iris.password });
      expect(old.body.code).toBe('accounts/wrong-credentials');
      const entered = await hub.visitor().post<Session>('/api/session', { email: iris.email, password: NEXT });
      expect(entered.body.account.emailVerified).toBe(true);
    });

    it('used by two at the same moment, work for one', async () => {
      const noa = await hub.person('Noa');
      const token = await resetToken(noa.email);
      const answers = await Promise.all([reset(token, `${NEXT} uno`), reset(token, `${NEXT} dos`)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
    });

    it('end after an hour, with the next one that is used, and with the address', async () => {
      const pau = await hub.person('Pau');
      const first = await resetToken(pau.email);
      const second = await resetToken(pau.email, 1);
      const third = await resetToken(pau.email, 2);
      hub.clock.advance(HOUR);
      expect((await reset(first)).body.code).toBe('accounts/link-expired');
      const fourth = await resetToken(pau.email, 3);
      const fresh = await hub.visitor().post<Session>('/api/session', { email: pau.email, password: pau.password });
      pau.http.token = fresh.body.accessToken;
      const moved = await pau.http.put('/api/account/email', { email: `x${pau.email}`, password: pau.password });
      expect(moved.status).toBe(200);
      for (const old of [second, third, fourth]) expect((await reset(old)).body.code).toBe('accounts/link-expired');
    });

    it('refuse a weak password and stay good', async () => {
      const mar = await hub.person('Mar');
      const token = await resetToken(mar.email);
      expect((await reset(token, 'contraseña')).body.code).toBe('accounts/weak-password');
      expect((await reset(token)).status).toBe(204);
    });

    it('are asked for with the same answer and the same work by anybody for any address', async () => {
      const gil = await hub.person('Gil');
      await mail(gil.email, CONFIRM);
      const before = outboxOf(hub.dataDir).length;
      const work = async (email: string | null) => {
        const [row] = await hub.sql.query<{ count: string }>(`select nextval('graphile_worker.jobs_id_seq1') as count`);
        const answer = await askReset(email);
        const [after] = await hub.sql.query<{ count: string }>(
          `select nextval('graphile_worker.jobs_id_seq1') as count`,
        );
        return { status: answer.status, body: answer.body, jobs: Number(after?.count) - Number(row?.count) };
      };
      const known = await work(gil.email);
      const unknown = await work('nobody.at.all@example.org');
      expect(unknown).toEqual(known);
      await mail(gil.email, RESET);
      await waitFor('all mails to be written', async () => {
        const [row] = await hub.sql.query<{ count: string }>(`select count(*) from graphile_worker.jobs`);
        return Number(row?.count) === 0;
      });
      expect(outboxOf(hub.dataDir)).toHaveLength(before + 1);
    });

    it('are asked for four times an hour for an address, also for one that nobody has', async () => {
      for (const email of ['nobody.again@example.org', (await hub.person('Ivo')).email]) {
        for (let times = 0; times < 4; times += 1) expect((await askReset(email)).status).toBe(204);
        expect((await askReset(email)).body.code).toBe('too-fast');
      }
    });

    it('go to nobody who is suspended', async () => {
      const tom = await hub.person('Tom');
      const token = await resetToken(tom.email);
      await hub.sql.query(`update accounts set banned_at = now(), ban_reason = 'spam' where id = $1`, [tom.id]);
      expect((await reset(token)).body.code).toBe('accounts/link-expired');
    });
  });

  describe('after another address', () => {
    it('ask for the new one, tell the old one, and void what went to the old one', async () => {
      const bea = await hub.person('Bea');
      const first = tokenIn(await mail(bea.email, CONFIRM));
      const email = `nueva.${bea.email}`;
      const change = (password: string | null, to = email) =>
        bea.http.put<OwnAccount & Refusal>('/api/account/email', { email: to, password });
      expect((await change('no es esta')).body.code).toBe('accounts/wrong-password');
      expect((await change(bea.password)).body).toMatchObject({ email, emailVerified: false });
      expect((await verify(first)).body.code).toBe('accounts/link-expired');
      expect((await mail(bea.email, CHANGED)).text).not.toContain(email);
      expect((await verify(tokenIn(await mail(email, CONFIRM)))).status).toBe(204);
      expect(await account(bea)).toMatchObject({ email, emailVerified: true });
    });

    it('nobody takes the address of somebody else, and the same one again changes nothing', async () => {
      const [uno, dos] = [await hub.person('Uno'), await hub.person('Dos')];
      const change = (to: string | null) =>
        dos.http.put<OwnAccount & Refusal>('/api/account/email', { email: to, password: dos.password });
      expect((await change(uno.email)).body.code).toBe('accounts/email-taken');
      await verify(tokenIn(await mail(dos.email, CONFIRM)));
      expect((await change((dos.email ?? '').toUpperCase())).body).toMatchObject({
        email: dos.email,
        emailVerified: true,
      });
    });
  });

  it('speak the language that the person has when they are sent', async () => {
    const amy = await hub.person('Amy');
    await mail(amy.email, CONFIRM);
    await amy.http.patch('/api/account', { language: 'en' });
    await amy.http.post('/api/account/verification');
    expect((await mail(amy.email, 'Confirm your address')).text).toContain('works for 24 hours');
  });

  async function again(person: Person): Promise<void> {
    const { body } = await person.http.post<Session>('/api/session', {
      email: person.email,
      password: person.password,
    });
    person.http.token = body.accessToken;
  }
});
