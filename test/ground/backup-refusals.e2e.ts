import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { checkBackup } from '../../src/platform/database/backup/check-backup.js';
import { beginRestore, migrationsOf } from '../../src/platform/database/backup/restore.js';
import { padding, tarHeader, TWO_EMPTY_BLOCKS } from '../../src/platform/database/backup/tar.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { createTestDatabase } from '../support/test-database.js';
import { asked, backedUp, dropAll, emptyDatabase, everything, fresh, newFile, restored } from './backup-steps.js';
import { cleanUp, newFolder } from './hub-process.js';

afterAll(async () => {
  await dropAll();
  await cleanUp();
});

describe('a file that is no whole backup', () => {
  const file = newFile();
  let bytes: Buffer;
  const refusal = async (content: Buffer): Promise<string> => {
    const broken = newFile();
    writeFileSync(broken, content);
    const error: unknown = await checkBackup(broken).catch((failure: unknown) => failure);
    return error instanceof Error ? error.message.replace(broken, 'FILE') : 'accepted';
  };
  const entry = (name: string, content: string): Buffer => {
    const text = Buffer.from(content);
    return Buffer.concat([tarHeader(name, text.length, new Date(0)), text, padding(text.length)]);
  };

  beforeAll(async () => {
    const source = await fresh(createTestDatabase());
    await asked(
      source.url,
      `insert into settings (key, value) select n::text, to_jsonb(md5(n::text)) from generate_series(1, 20000) n`,
    );
    await backedUp({ url: source.url, dataDir: newFolder(), file });
    bytes = readFileSync(file);
  });

  it('is torn, wherever it was cut', async () => {
    expect(await refusal(bytes)).toBe('accepted');
    const cuts = [1, 2, 10, 100, 1_000, 50_000, bytes.length - 5_000, bytes.length - 9, bytes.length - 1];
    for (const length of cuts)
      expect(await refusal(bytes.subarray(0, length))).toMatch(
        /^The file FILE is no whole backup of Tertulia \(.*\); use another copy of it\.$/,
      );
    expect(await refusal(Buffer.alloc(0))).toMatch(/no whole backup/);
  });

  it('was changed, on the disk or by hand', async () => {
    for (let at = 20; at < bytes.length; at += Math.floor(bytes.length / 23)) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      expect(await refusal(flipped)).toMatch(/no whole backup/);
    }
    const tar = gunzipSync(bytes);
    const row = tar.indexOf(Buffer.from('20000\t'));
    tar.write('20001', row);
    expect(await refusal(gzipSync(tar))).toMatch(/its checksums differ/);
    const whole = gunzipSync(bytes);
    const last = whole.indexOf(Buffer.from('end.json\0'));
    expect(await refusal(gzipSync(whole.subarray(0, last)))).toMatch(/it ends too early/);
    const endless = Buffer.concat([whole.subarray(0, last), TWO_EMPTY_BLOCKS]);
    expect(await refusal(gzipSync(endless))).toMatch(/its checksums differ/);
    expect(await refusal(gzipSync(Buffer.concat([whole, Buffer.from('more')])))).toMatch(/something follows its end/);
  });

  it('is something else, or of a later time', async () => {
    expect(await refusal(Buffer.from('PK\u0003\u0004 a holiday album'))).toMatch(/no whole backup/);
    expect(await refusal(gzipSync('a letter'))).toMatch(/no whole backup/);
    const made = '2026-01-01T00:00:00.000Z';
    const opening = (format: number): Buffer =>
      entry('backup.json', JSON.stringify({ program: 'tertulia', format, made }));
    expect(await refusal(gzipSync(Buffer.concat([opening(2), entry('news', '?'), TWO_EMPTY_BLOCKS])))).toBe(
      'The backup FILE was made by a newer Tertulia (its format is 2, this version reads 1); restore it with that version.',
    );
    for (const path of ['../outside', 'a/../../outside', '/etc/passwd', 'database/PG_VERSION', 'a//b', 'a/./b'])
      expect(
        await refusal(gzipSync(Buffer.concat([opening(1), entry(`files/${path}`, 'x'), TWO_EMPTY_BLOCKS]))),
      ).toMatch(/a path in it leads elsewhere/);
    expect(await refusal(gzipSync(Buffer.concat([opening(1), entry('tables/x"; drop/000001.copy', 'x')])))).toMatch(
      /what no backup holds/,
    );
  });
});

describe('where a restore may go', () => {
  const file = newFile();
  beforeAll(async () => {
    const source = await fresh(createTestDatabase());
    await asked(source.url, 'create table "Not ours" (id int); create table neither_this as select 1 as id');
    const { foreign } = await backedUp({ url: source.url, dataDir: newFolder(), file });
    expect(foreign).toEqual(['Not ours']);
  });

  it('only into an empty database; tables of somebody else are left out', async () => {
    const [used, empty] = [await fresh(createTestDatabase()), await fresh(emptyDatabase())];
    await expect(beginRestore(used.url)).rejects.toThrow(
      /^The database is not empty \(it has the table "account_exports"\), and a restore goes into an empty one: name another in DATABASE_URL\.$/,
    );
    expect(await restored({ url: empty.url, dataDir: newFolder(), file })).toEqual(['neither_this']);
    expect((await everything(empty.url))['neither_this']).toBeUndefined();
  });

  it('and until it is whole no hub starts on it, and nobody backs it up', async () => {
    const half = await fresh(emptyDatabase());
    await beginRestore(half.url);
    const sentence =
      /^The database holds a restore that has begun and is not finished, so what is there is not whole; empty it/;
    await expect(migrate({ url: half.url, migrations, trusted: true })).rejects.toThrow(sentence);
    await expect(beginRestore(half.url)).rejects.toThrow(sentence);
    const empty = await fresh(emptyDatabase());
    await expect(backedUp({ url: empty.url, dataDir: newFolder(), file: newFile() })).rejects.toThrow(
      'nothing to back up',
    );
  });

  it('is left marked when the file breaks under it', async () => {
    const to = await fresh(emptyDatabase());
    const checked = await checkBackup(file);
    const broken = newFile();
    writeFileSync(broken, readFileSync(file));
    truncateSync(broken, statSync(broken).size - 20);
    await expect(restored({ url: to.url, dataDir: newFolder(), file: broken, checked })).rejects.toThrow(
      /no whole backup/,
    );
    await expect(migrate({ url: to.url, migrations, trusted: true })).rejects.toThrow(/is not finished/);
    expect(await asked(to.url, 'select from accounts')).toEqual([]);
  });

  it('brings an older schema up to date, and refuses a newer one before it touches anything', async () => {
    const [older, to] = [await fresh(emptyDatabase()), await fresh(emptyDatabase())];
    await migrate({ url: older.url, migrations: migrations.slice(0, 1), trusted: true });
    await asked(older.url, `insert into settings (key, value) values ('kept', '"yes"')`);
    const old = newFile();
    await backedUp({ url: older.url, dataDir: newFolder(), file: old });
    await restored({ url: to.url, dataDir: newFolder(), file: old });
    expect(await asked(to.url, 'select name from migrations order by id')).toEqual(
      migrations.map(({ name }) => ({ name })),
    );
    expect(await asked(to.url, `select value from settings where key = 'kept'`)).toEqual([{ value: 'yes' }]);

    const checked = await checkBackup(file);
    const later = {
      ...checked,
      schema: { ...checked.schema, migrations: [...checked.schema.migrations, 'Rooftop9999999999999'] },
    };
    expect(() => migrationsOf(later, migrations)).toThrow(
      'The backup was made by a newer Tertulia (it knows "Rooftop9999999999999", this version does not); restore it with that version.',
    );
  });
});
