import { jest } from '@jest/globals';
import type { MailState } from '../../src/contract/account-access.contract.js';
import { Mail } from '../../src/platform/mail/mail.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { mailTo, outboxOf } from './outbox.js';
import { answering, Post } from './post.js';

jest.setTimeout(120_000);

interface Refusal {
  code: string;
  message: string;
}
const CONFIRM = 'Confirma tu correo';

describe('mail through a server', () => {
  let post: Post;
  let hub: TestHub;
  let ada: Person;
  /** What the server answers to an addressee: 0 takes it. */
  let answer = 0;
  const output: string[] = [];
  beforeAll(async () => {
    post = await new Post().open({
      onRcptTo: (_who, _session, done) => (answer === 0 ? done() : done(answering(answer))),
    });
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => output.push(String(text)) > 0);
    hub = await TestHub.boot({
      env: {
        SMTP_URL: `smtp://127.0.0.1:${post.port}`,
        MAIL_FROM: 'Tertulia <hola@example.org>',
        LOG_LEVEL: 'info',
        LOG_FORMAT: 'json',
      },
    });
    ada = await hub.person('Ada', { role: 'admin' });
  });
  afterAll(async () => {
    await hub.close();
    await post.close();
    jest.restoreAllMocks();
  });
  beforeEach(() => {
    answer = 0;
  });
  const state = async () => (await ada.http.get<MailState>('/api/admin/mail')).body;
  const takenBy = (email: string | null) => post.taken.filter(({ to }) => to.includes(email ?? ''));

  it('goes out with the registration, in the language of the person', async () => {
    await waitFor('the mail', () => takenBy(ada.email).length === 1);
    expect(takenBy(ada.email)[0]?.mail.subject).toBe(CONFIRM);
    expect(outboxOf(hub.dataDir)).toEqual([]);
  });

  it('that is refused for now is sent a moment later, once', async () => {
    answer = 450;
    const eva = await hub.person('Eva');
    await waitFor('the first try', async () => (await failures()) > 0);
    answer = 0;
    await waitFor('the mail', () => takenBy(eva.email).length === 1);
    await waitFor('an empty queue', async () => (await state()).waiting === 0);
    expect(takenBy(eva.email)).toHaveLength(1);
    expect((await state()).dead).toEqual([]);
  });

  it('that is refused for good goes to the list, from where an admin sends it again', async () => {
    answer = 550;
    const luz = await hub.person('Luz');
    const dead = await waitFor('the dead letter', async () => (await state()).dead[0]);
    expect(dead).toMatchObject({ kind: 'accounts.verify', why: expect.stringContaining('550') });
    expect((await state()).waiting).toBe(0);
    expect(JSON.stringify(await state())).not.toContain(luz.email);
    answer = 0;
    const again = `/api/admin/mail/dead/${dead.id}/retry`;
    // Two admins at once: it is sent once.
    const answers = await Promise.all([ada.http.post(again), ada.http.post(again)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
    await waitFor('the mail', () => takenBy(luz.email).length === 1);
    expect((await state()).dead).toEqual([]);
  });

  it('that an admin discards is gone', async () => {
    answer = 550;
    const pau = await hub.person('Pau');
    const dead = await waitFor('the dead letter', async () => (await state()).dead[0]);
    expect((await ada.http.delete(`/api/admin/mail/dead/${dead.id}`)).status).toBe(204);
    expect((await ada.http.delete(`/api/admin/mail/dead/${dead.id}`)).status).toBe(404);
    expect(await state()).toMatchObject({ dead: [], waiting: 0 });
    expect(takenBy(pau.email)).toEqual([]);
  });

  it('is given up after ten tries, not after the tries of the queue', async () => {
    answer = 450;
    await hub.person('Ivo');
    await waitFor('the first try', async () => (await failures()) > 0);
    // Half a day later, as the queue counts it.
    await hub.sql.query(
      `update graphile_worker._private_jobs set attempts = 9, run_at = now() where attempts between 1 and 8`,
    );
    await hub.sql.query(`select pg_notify('jobs:insert', '{"r":1,"count":1}')`);
    const dead = await waitFor('the dead letter', async () => (await state()).dead[0]);
    expect(dead.why).toContain('450');
    await ada.http.delete(`/api/admin/mail/dead/${dead.id}`);
  });

  it('is tried by an admin with a mail to oneself, and the failure is the answer', async () => {
    const before = takenBy(ada.email).length;
    expect((await ada.http.post('/api/admin/mail/test')).status).toBe(204);
    expect(takenBy(ada.email)).toHaveLength(before + 1);
    expect(takenBy(ada.email).at(-1)?.mail.subject).toBe('El correo funciona');
    answer = 550;
    const refused = await ada.http.post<Refusal>('/api/admin/mail/test');
    expect({ status: refused.status, ...refused.body }).toMatchObject({ status: 502, code: 'mail/refused' });
    expect(await state()).toMatchObject({ way: 'smtp', through: '127.0.0.1', from: 'Tertulia <hola@example.org>' });
  });

  it('that nobody can write is told to the admin too', async () => {
    hub.app.get(Mail).define('test.broken', () => Promise.reject(new TypeError('secret words')));
    await hub.app.get(Mail).post(hub.sql, 'test.broken', {});
    await waitFor('the first try', async () => (await failures()) > 0);
    await hub.sql.query(
      `update graphile_worker._private_jobs set attempts = 9, run_at = now() where attempts between 1 and 8`,
    );
    const dead = await waitFor('the dead letter', async () => (await state()).dead[0]);
    expect(dead.kind).toBe('test.broken');
    await ada.http.delete(`/api/admin/mail/dead/${dead.id}`);
  });

  it('leaves no address and no words in the log or the queue', async () => {
    const said = output.join('');
    expect(said).toContain('A mail was given up');
    for (const { to } of post.taken) expect(said).not.toContain(to[0]);
    expect(said).not.toMatch(/verify-email#|Confirma tu correo/);
  });

  const failures = async (): Promise<number> => {
    const [row] = await hub.sql.query<{ count: string }>(
      `select count(*) from graphile_worker.jobs where last_error is not null`,
    );
    return Number(row?.count);
  };
});

describe('mail without a server', () => {
  it('lies in the outbox folder, and the administration says so', async () => {
    const hub = await TestHub.boot({ env: { PUBLIC_URL: 'https://hub.example.org' } });
    try {
      const ada = await hub.person('Ada', { role: 'admin' });
      expect((await ada.http.get<MailState>('/api/admin/mail')).body).toMatchObject({
        way: 'outbox',
        through: null,
        address: 'https://hub.example.org',
      });
      expect((await ada.http.post('/api/admin/mail/test')).status).toBe(204);
      await mailTo(hub.dataDir, ada.email, 'El correo funciona');
      expect((await mailTo(hub.dataDir, ada.email, CONFIRM)).text).toContain('https://hub.example.org/verify-email#');
    } finally {
      await hub.close();
    }
  });

  it('of a registration that fails is never written', async () => {
    const hub = await TestHub.boot();
    try {
      const ana = await hub.person('Ana');
      await mailTo(hub.dataDir, ana.email, CONFIRM);
      const again = {
        name: 'Otra',
        email: ana.email,
        password: 'una frase larga y rara',
        ageBand: '18-plus',
        acceptedTerms: '2026-11-01',
      };
      expect((await hub.visitor().post('/api/accounts', again)).status).toBe(409);
      const [row] = await hub.sql.query<{ count: string }>('select count(*) from graphile_worker.jobs');
      expect(Number(row?.count)).toBe(0);
      expect(outboxOf(hub.dataDir)).toHaveLength(1);
    } finally {
      await hub.close();
    }
  });
});
