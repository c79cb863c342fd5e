import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Logger, runMigrations } from 'graphile-worker';
import { followable } from '../../src/cli/restore.js';
import { prepareDemo } from '../../src/first-content.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import {
  asked,
  backedUp,
  dropAll,
  emptyDatabase,
  everything,
  filesOf,
  fresh,
  newFile,
  restored,
} from './backup-steps.js';
import { cleanUp, newFolder, root } from './hub-process.js';

afterAll(async () => {
  await dropAll();
  await cleanUp();
});

// What a careless copy would change: nothing, everything, and whatever means something to COPY's text, to JSON or to a shell.
const ODD = [
  '',
  ' ',
  'NULL',
  '\\N',
  '\\.',
  'back\\slash \\n \\t \\x41 \\',
  'two\nlines\r\nand a tab\t.',
  'ñandú 😀 👩‍👩‍👧 \u202Eolleh é é \u2028',
  `'quotes' "double" $1 ; --`,
  '\u0001\u001f\u007f',
  'x'.repeat(200_000),
];

describe('a backup and its restore', () => {
  let source: TestDatabase;
  let target: TestDatabase;
  const dataDir = newFolder();
  const restoredDir = newFolder();
  const file = newFile();

  beforeAll(async () => {
    source = await fresh(createTestDatabase());
    target = await fresh(emptyDatabase());
    await prepareDemo(
      loadConfig({
        PORT: '0',
        DATA_DIR: dataDir,
        DATABASE_URL: source.url,
        LOG_LEVEL: 'fatal',
        DEMO: 'on',
        VIDEO: 'off',
      }),
    );
    await asked(source.url, 'insert into settings (key, value) values ($1, $2)', [
      'odd',
      JSON.stringify({ texts: ODD, deep: [[{ '': null }]], number: 1e300, big: '\\u0000' }),
    ]);
    for (const [index, text] of ODD.entries())
      await asked(
        source.url,
        `insert into messages (id, room_id, seq, touched, author_id, client_id, text, mentions, lang, posted_at)
         select gen_random_uuid(), r.id, 1000000 + $1::int, 0, r.created_by, gen_random_uuid(), $2,
           array[r.id, r.created_by], null, '2026-01-01 00:00:00.123457+05:30'::timestamptz from rooms r limit 1`,
        [index, text],
      );
    await asked(
      source.url,
      `insert into command_keys select gen_random_uuid(), gen_random_uuid(), 'odd', '\\x00ff0a0d5c2c22'::bytea, 'null', 'infinity'`,
    );
    await asked(source.url, `insert into parked_events values ('odd', 1, 5, $1, '-infinity')`, [ODD[6]]);
    await asked(source.url, `select nextval('events_position_seq') from generate_series(1, 7)`);
    mkdirSync(join(dataDir, 'uploads/ñ 😀'), { recursive: true });
    writeFileSync(join(dataDir, 'uploads/ñ 😀', `${'long '.repeat(40)}\n.bin`), Buffer.from([0, 255, 10, 13]));
    writeFileSync(join(dataDir, 'uploads/empty'), '');
    writeFileSync(join(dataDir, 'uploads/draft.new'), 'under way');
    writeFileSync(join(dataDir, 'setup-code'), 'of this start');
    mkdirSync(join(dataDir, 'backups'));
    writeFileSync(join(dataDir, 'backups/older.tar.gz'), 'of before');
  }, 60_000);

  it('brings back every row of every table, every sequence and every file, byte by byte', async () => {
    const before = await everything(source.url);
    const summary = await backedUp({ url: source.url, dataDir, file });
    expect(await everything(source.url)).toEqual(before);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await restored({ url: target.url, dataDir: restoredDir, file })).toEqual([]);

    const { streams: streamsBefore = [], migrations: ranBefore = [], ...rowsBefore } = before;
    const { streams = [], migrations: ran = [], ...rows } = await everything(target.url);
    expect(rows).toEqual(rowsBefore);
    // What changes, and nothing else: the epoch of every stream, and streams for whoever had none yet.
    const withoutEpoch = (lines: string[]): string[] => lines.map((line) => line.replace(/^(\([^,]+),\d+,/, '$1,…,'));
    expect(withoutEpoch(streams)).toEqual(expect.arrayContaining(withoutEpoch(streamsBefore)));
    expect(withoutEpoch(ran)).toHaveLength(ranBefore.length);

    const left = ['uploads/draft.new', 'setup-code', 'backups/older.tar.gz', 'tertulia.json'];
    const kept = Object.entries(filesOf(dataDir)).filter(([path]) => !left.includes(path) && !path.startsWith('logs/'));
    expect(filesOf(restoredDir)).toEqual(Object.fromEntries(kept));
    expect(kept.length).toBe(summary.files);
    expect(kept.filter(([path]) => path.startsWith('avatars/')).length).toBe(16);
    for (const [path] of kept) expect(statSync(join(restoredDir, path)).mode & 0o777).toBe(0o600);
    const counted = Object.entries(rowsBefore).filter(([name]) => name !== 'sequences');
    expect(summary.rows).toBe([...counted.flatMap(([, lines]) => lines), ...streamsBefore].length);
  });

  it('gives every stream of everybody an epoch that no client has seen, also those without any event', async () => {
    const [old] = await asked<{ epoch: number }>(source.url, 'select max(epoch) as epoch from streams');
    const found = await asked<{ id: string; epoch: number }>(target.url, 'select id, epoch from streams');
    expect(new Set(found.map(({ epoch }) => epoch)).size).toBe(1);
    // Seconds, so that a second restore of the same file has another one.
    expect(found[0]?.epoch).toBeGreaterThan((old?.epoch ?? 0) + 1_000_000);
    const ids = new Set(found.map(({ id }) => id));
    for (const select of Object.values(followable)) {
      const wanted = await asked<{ id: string }>(target.url, `select id from (${select}) as wanted (id)`);
      expect(wanted.length).toBeGreaterThan(3);
      expect(wanted.filter(({ id }) => !ids.has(id))).toEqual([]);
    }
  });

  it('knows every kind of stream that a feature lets people follow', () => {
    const folder = join(root, 'src/features');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
    const kinds = sources.flatMap((path) =>
      [...readFileSync(join(folder, path), 'utf8').matchAll(/registerStreamKind\(\{\s*kind: '([^']+)'/g)].map(
        ([, kind]) => kind,
      ),
    );
    expect(kinds.toSorted()).toEqual(Object.keys(followable).toSorted());
  });

  it('puts the foreign keys back as they were, and leaves no mark', async () => {
    const keys = `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated as line
      from pg_constraint where connamespace = 'public'::regnamespace order by 1`;
    expect(await asked(target.url, keys)).toEqual(await asked(source.url, keys));
    expect(await migrate({ url: target.url, migrations, trusted: true })).toEqual([]);
  });

  it('can be taken out by tar and by COPY, without this program', async () => {
    const listed = spawnSync('tar', ['--quoting-style=literal', '-tzf', file], { encoding: 'utf8' });
    expect(listed.stderr).toBe('');
    expect(listed.stdout).toContain(`files/uploads/ñ 😀/${'long '.repeat(40)}\n.bin\n`);
    expect(listed.stdout).toMatch(/\nend\.json\n$/);
    const tar = gunzipSync(readFileSync(file));
    expect(tar.length % 512).toBe(0);
    expect(tar.toString('latin1', 257, 262)).toBe('ustar');
    expect(tar.toString('latin1', 0, 11)).toBe('backup.json');
    const reactions = await asked<{ n: string }>(source.url, 'select count(*) as n from reactions');
    const at = tar.indexOf('tables/reactions/000001.copy');
    const size = parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    const lines = tar.toString('utf8', at + 512, at + 512 + size).split('\n');
    expect(lines.length - 1).toBe(Number(reactions[0]?.n));
    expect(lines[0]?.split('\t')).toHaveLength(4);
  });

  it('keeps what waits in the queue, and no job that was given up', async () => {
    const [from, to] = [await fresh(createTestDatabase()), await fresh(emptyDatabase())];
    await runMigrations({ connectionString: from.url, logger: new Logger(() => () => undefined) });
    await asked(
      from.url,
      `select graphile_worker.add_job('mail', payload => json_build_object('to', E'a\\nb\\\\c', 'n', null), queue_name => 'q',
         run_at => '2031-02-03 04:05:06.789012+00', max_attempts => 7, job_key => 'reactor:12', priority => 3, flags => '{slow,odd}'),
       graphile_worker.add_job('bare')`,
    );
    await asked(
      from.url,
      `update graphile_worker._private_jobs set attempts = 2, locked_at = now(), locked_by = 'w' where key is not null`,
    );
    await asked(from.url, `select graphile_worker.add_job('over', max_attempts => 1)`);
    await asked(from.url, `update graphile_worker._private_jobs set attempts = 1 where max_attempts = 1`);
    const jobs = newFile();
    await backedUp({ url: from.url, dataDir: newFolder(), file: jobs });
    await restored({ url: to.url, dataDir: newFolder(), file: jobs });
    const waiting = `select t.identifier, j.payload::text, q.queue_name, j.run_at::text, j.max_attempts, j.key, j.priority, j.flags
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
      where j.attempts < j.max_attempts order by j.id`;
    expect(await asked(to.url, waiting)).toEqual(await asked(from.url, waiting));
    const found = await asked(to.url, 'select attempts, locked_by from graphile_worker._private_jobs');
    expect(found).toEqual([
      { attempts: 0, locked_by: null },
      { attempts: 0, locked_by: null },
    ]);
  });

  it('takes files that come while it reads, and forgets those that go before the rows are read', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'avatars'));
    for (const name of ['first', 'second']) writeFileSync(join(folder, 'avatars', name), name);
    const changing = newFile();
    let looks = 0;
    const report = (sentence: string): void => {
      if (!sentence.startsWith('Files')) return;
      looks += 1;
      if (looks === 1) writeFileSync(join(folder, 'avatars/third'), 'third');
      if (looks === 2) rmSync(join(folder, 'avatars/first'));
    };
    await backedUp({ url: source.url, dataDir: folder, file: changing, report });
    expect(looks).toBe(2);
    const [to, into] = [await fresh(emptyDatabase()), newFolder()];
    await restored({ url: to.url, dataDir: into, file: changing });
    expect(filesOf(into)).toEqual({ 'avatars/second': 'second', 'avatars/third': 'third' });
  });
});
