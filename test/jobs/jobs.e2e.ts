import { existsSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../src/platform/clock/clock.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { DatabaseWatch } from '../../src/platform/database/database-watch.js';
import { sqlOf } from '../../src/platform/database/sql.js';
import { Housekeeping } from '../../src/platform/event-log/housekeeping.js';
import { addJob, Jobs, type JobRun } from '../../src/platform/jobs/jobs.js';
import { newId, openLog, newRoom, person, said } from '../event-log/event-log-node.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

Logger.overrideLogger(false);

describe('jobs', () => {
  let database: TestDatabase;
  let source: DataSource;
  let jobs: Jobs;
  const nodes: Jobs[] = [];
  let onFailing = async (): Promise<void> => {};
  const done: { task: string; payload: unknown; job: JobRun }[] = [];

  const note =
    (task: string) =>
    async (payload: unknown, job: JobRun): Promise<void> => {
      done.push({ task, payload, job });
    };
  const until = async (happened: () => boolean, limit = 8_000): Promise<void> => {
    for (let waited = 0; !happened(); waited += 5) {
      if (waited > limit) throw new Error('It did not happen.');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const payloads = (task: string): unknown[] => done.filter((one) => one.task === task).map(({ payload }) => payload);
  const clock = new Clock();
  const newJobs = (): Jobs => {
    const config = loadConfig({ DATABASE_URL: database.url });
    return new Jobs(config, source, new DatabaseWatch(config, clock), clock);
  };
  const open = (): Jobs => {
    const node = newJobs();
    nodes.push(node);
    return node;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource(dataSourceOptions({ url: database.url, max: 6 })).initialize();
    // Two nodes that start at once on a new database.
    jobs = open();
    await Promise.all([jobs.install(), open().install()]);
    for (const node of nodes) {
      node.task('note', note('note'));
      node.task('fails once', async (payload, job) => {
        await note('fails once')(payload, job);
        if (job.attempt > 1) return;
        await onFailing();
        throw new Error('not yet');
      });
      await node.start();
    }
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await source.destroy();
    await database.drop();
  });

  it('exist when the transaction that added them commits, and are done once, by one of the nodes', async () => {
    const rolledBack = source.transaction(async (manager) => {
      await addJob(sqlOf(manager), 'note', { n: 'never' });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await source.transaction(async (manager) => {
      for (let n = 0; n < 30; n += 1) await addJob(sqlOf(manager), 'note', { n });
    });
    await until(() => payloads('note').length >= 30);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const numbers = payloads('note').map((payload) => (payload as { n: number }).n);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, n) => n));
  });

  it('are replaced by another of the same key while they wait, and run no earlier than told', async () => {
    const key = `listener:${newId()}`;
    done.length = 0;
    const sql = sqlOf(source);
    await addJob(sql, 'note', 'first', { key, runAt: new Date(Date.now() + 60_000) });
    await addJob(sql, 'note', 'second', { key, runAt: new Date(Date.now() + 300) });
    const added = Date.now();
    await until(() => done.length > 0);
    expect(Date.now() - added).toBeGreaterThanOrEqual(250);
    expect(done).toEqual([
      { task: 'note', payload: 'second', job: expect.objectContaining({ key, attempt: 1, last: false }) },
    ]);
  });

  it('are tried again when they fail', async () => {
    done.length = 0;
    await addJob(sqlOf(source), 'fails once', null, { maxAttempts: 2 });
    await until(() => done.length === 2);
    expect(done.map(({ job }) => [job.attempt, job.last])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('come from reactors, keyed by the position of the event, and never again', async () => {
    const node = await openLog(database.url);
    const room = newRoom();
    node.log.listen({
      kind: 'reactor',
      name: 'test.mailer',
      types: ['chat.message-edited'],
      from: 'now',
      onFailure: 'skip',
      jobs: ({ stream, position }) => [
        { task: 'note', payload: { stream, position } },
        { task: 'note', payload: 'and another' },
      ],
    });
    await node.log.onApplicationBootstrap();
    done.length = 0;
    await node.log.change(person('Alice'), [room], async ({ append }) => append(said(room, 'hello')));
    await node.log.settled();
    await until(() => done.length === 2);
    const { position } = (await node.log.read(room, 0, 1)).events[0] ?? {};
    expect(done.map(({ payload, job }) => [payload, job.key])).toEqual(
      expect.arrayContaining([
        [{ stream: room, position }, `test.mailer:${position}`],
        ['and another', `test.mailer:${position}:1`],
      ]),
    );
    await expect(node.log.rebuild('test.mailer')).rejects.toThrow('is a reactor');
    await node.close();
  });

  it('sweep idempotency keys that are older than 30 days', async () => {
    const sql = sqlOf(source);
    await sql.query(
      `insert into command_keys (account, key, command, input_hash, result, at)
       select $1, gen_random_uuid(), 'test:old', '', '{}', now() - (case when n <= 6000 then interval '31 days' else interval '29 days' end)
       from generate_series(1, 6007) n`,
      [newId()],
    );
    const other = newJobs();
    const housekeeping = new Housekeeping(other, source, new Clock());
    housekeeping.onModuleInit();
    expect(() => housekeeping.onModuleInit()).toThrow('registered twice');
    await housekeeping.forgetKeys();
    expect(await sql.query(`select count(*) as n from command_keys`)).toEqual([{ n: 7 }]);
  });

  it('go on after every connection was lost', async () => {
    done.length = 0;
    await sqlOf(source).query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await addJob(sqlOf(source), 'note', 'still here');
    await until(() => done.length > 0);
    expect(payloads('note')).toEqual(['still here']);
  });

  it('are done again when the connection is lost in the moment in which it is told what became of them', async () => {
    done.length = 0;
    // Nobody in this process hears of it before the failure is to be stored: it is busy until the backends are gone. A rejection
    // that nobody handles fails the test.
    onFailing = async () => {
      const backends = await sqlOf(source).query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database()`,
      );
      for (const { pid } of backends) process.kill(pid, 'SIGTERM');
      while (backends.some(({ pid }) => existsSync(`/proc/${pid}`)));
    };
    await addJob(sqlOf(source), 'fails once', 'cut off', { maxAttempts: 3 });
    await until(() => done.length > 1, 30_000);
    expect(done.map(({ payload, job }) => [payload, job.attempt])).toEqual([
      ['cut off', 1],
      ['cut off', 2],
    ]);
  });

  it('are finished before the hub goes', async () => {
    const leaving = open();
    let finished = false;
    leaving.task('slow', async () => {
      done.push({ task: 'slow', payload: null, job: expect.anything() });
      await new Promise((resolve) => setTimeout(resolve, 400));
      finished = true;
    });
    leaving.repeat('nightly', '0 3 * * *', async () => {});
    await leaving.start();
    await addJob(sqlOf(source), 'slow', null);
    await until(() => payloads('slow').length > 0);
    await leaving.stop();
    expect(finished).toBe(true);
    await leaving.stop();
  });
});
