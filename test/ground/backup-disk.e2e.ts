import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { buildServer, cleanUp, newFolder, startHub } from './hub-process.js';
import { command, refused, stopped, serverIn } from './backup-commands.js';

const canMount = process.getuid?.() === 0 && spawnSync('mountpoint', ['/proc']).status === 0;

describe('before a migration', () => {
  const disks: string[] = [];
  beforeAll(buildServer);
  afterAll(() =>
    cleanUp(() => {
      for (const disk of disks) spawnSync('umount', ['-l', disk]);
    }),
  );

  (canMount ? it : it.skip)(
    'a backup is written, and without room for it the hub does not start (skipped where no disk can be mounted)',
    async () => {
      const disk = join(newFolder(), 'disk');
      mkdirSync(disk);
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tertulia-test', disk]).status !== 0) return;
      disks.push(disk);
      const dataDir = join(disk, 'data');
      // The data of an earlier version: the last migration is taken back.
      const earlier = startHub({ DATA_DIR: dataDir });
      await earlier.ready;
      const options = { ...dataSourceOptions({ url: serverIn(dataDir), max: 2 }), migrations };
      const source = await new DataSource(options).initialize();
      await source.undoLastMigration();
      await source.destroy();
      await stopped(earlier);

      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - 70 * 1024 * 1024));
      const full = startHub({ DATA_DIR: dataDir });
      expect(await full.exited).toBe(1);
      const backups = join(dataDir, 'backups');
      const next = migrations.at(-1)?.name ?? '';
      expect(full.errors()).toBe(
        `The database was not brought up to date, because no backup could be written before: The disk that holds ${backups}/before-${next}.tar.gz is full, and no backup was written; make room there first.`,
      );
      expect(readdirSync(backups)).toEqual([]);

      rmSync(join(disk, 'ballast'));
      const hub = startHub({ DATA_DIR: dataDir });
      await hub.ready;
      const tiny = join(disk, 'tiny');
      mkdirSync(tiny);
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tertulia-test', tiny]);
      disks.unshift(tiny);
      writeFileSync(join(tiny, 'other'), Buffer.alloc(4096));
      expect(await refused(['backup', join(tiny, 'x.tar.gz')], { DATA_DIR: dataDir })).toBe(
        `The disk that holds ${tiny}/x.tar.gz is full, and no backup was written; make room there first.`,
      );
      expect(readdirSync(tiny)).toEqual(['other']);
      expect(readdirSync(backups)).toEqual([`before-${next}.tar.gz`]);
      expect(hub.output()).toContain('The database is brought up to date; before that a backup is written.');
      await stopped(hub);
      const checked = await command(['restore', join(backups, `before-${next}.tar.gz`), '--check'], {
        DATA_DIR: dataDir,
      });
      expect(checked).toMatch(/is whole/);
    },
    60_000,
  );
});
