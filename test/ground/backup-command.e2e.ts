import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Connection } from '../../client/src/lib/streams/connection.js';
import { applyEvent, roomWindowOf, type RoomWindow } from '../../client/src/lib/streams/room-window.js';
import { Streams } from '../../client/src/lib/streams/streams.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { migrations } from '../../src/platform/database/migrations.js';
import { asked } from './backup-steps.js';
import { buildServer, cleanUp, databasePid, type HubProcess, newFolder, root, startHub, until } from './hub-process.js';
import { signIn, somebodyAt, type Somebody, textsOf } from './somebody.js';

/** `npm run cli -- …` as its own process. */
function startCommand(args: readonly string[], settings: Record<string, string>): HubProcess {
  return startHub(settings, { command: [join(root, 'dist/src/cli/main.js'), ...args] });
}
async function command(args: readonly string[], settings: Record<string, string>): Promise<string> {
  const child = startCommand(args, settings);
  const code = await child.exited;
  if (code !== 0) throw new Error(child.errors());
  return child.output();
}
const refused = async (args: readonly string[], settings: Record<string, string>): Promise<string> => {
  const child = startCommand(args, settings);
  expect(await child.exited).toBe(1);
  return child.errors();
};
async function stopped(hub: HubProcess): Promise<void> {
  hub.kill('SIGTERM');
  expect(await hub.exited).toBe(0);
}
async function freePort(): Promise<string> {
  const probe = createServer();
  const port = await new Promise<number>((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}
/** The embedded server of a data folder, as an address. */
const serverIn = (dataDir: string, database = 'tertulia'): string =>
  `postgresql://tertulia@localhost/${database}?host=${encodeURIComponent(join(dataDir, 'database'))}`;

/** A browser's window on a room: the client's own code, and every state it ever showed. */
class Screen {
  readonly shown: string[][] = [];
  snapshots = 0;
  window: RoomWindow | undefined;
  readonly connection: Connection;
  readonly #streams: Streams = new Streams(() => this.connection);

  constructor(url: string, { http, roomId }: Somebody) {
    const { receiver } = this.#streams;
    this.connection = new Connection({ url, token: async () => http.token ?? '', onEnded: () => undefined, receiver });
    this.connection.open();
    this.#streams.follow(`room:${roomId}`, {
      snapshot: async () => {
        const { body } = await http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`);
        this.snapshots += 1;
        this.show(roomWindowOf(body));
        return { epoch: body.head.epoch, seq: body.head.seq };
      },
      apply: (events) => {
        const { window } = this;
        if (window) this.show(events.reduce((now, event) => applyEvent(now, event, 'nobody'), window));
      },
    });
  }

  get texts(): string[] {
    return this.shown.at(-1) ?? [];
  }

  close(): void {
    this.#streams.close();
    this.connection.close();
  }

  private show(window: RoomWindow): void {
    this.window = window;
    this.shown.push(window.messages.map(({ text }) => text ?? ''));
  }
}

describe('npm run cli -- backup and restore', () => {
  let first: HubProcess;
  let settings: Record<string, string>;
  let alice: Somebody;
  let screen: Screen;
  const file = join(newFolder(), 'hub.tar.gz');

  beforeAll(async () => {
    buildServer();
    settings = { DATA_DIR: join(newFolder(), 'data'), PORT: await freePort() };
    first = startHub(settings);
    const url = await first.ready;
    alice = await somebodyAt(url);
    screen = new Screen(url, alice);
  }, 60_000);
  afterAll(async () => {
    screen.close();
    await cleanUp();
  });

  it('writes one file while the hub runs, and says in words what it will not do', async () => {
    for (const text of ['uno', 'dos', 'tres']) await alice.live.post(alice.roomId, text);
    const said = await command(['backup', file], settings);
    expect(said).toMatch(/tables\/messages: 3 rows/);
    expect(said).toContain('Keep it like a password.');
    expect(said).not.toContain(alice.mail);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['hub.tar.gz']);

    const bytes = readFileSync(file);
    expect(await refused(['backup', file], settings)).toBe(
      `The file ${file} exists already; name another, or say --overwrite.`,
    );
    expect(readFileSync(file).equals(bytes)).toBe(true);
    const inside = join(settings['DATA_DIR'] ?? '', 'avatars/x.tar.gz');
    expect(await refused(['backup', inside], settings)).toMatch(/would stand among the data of the hub/);
    expect(await refused(['backup', '/nowhere/x.tar.gz'], settings)).toBe(
      'There is no folder /nowhere; make it, or name another file.',
    );
    expect(await refused(['backup'], settings)).toMatch(/^Which file\?\nbackup <file>/);
    expect(await refused(['backup', 'x'.repeat(5_000)], settings)).toBe('That cannot be the name of a file.');
    expect(await refused(['restore', file, '--force'], settings)).toMatch(/^Unknown option '--force'/);
    const elsewhere = join(newFolder(), 'data');
    expect(await refused(['backup', 'x.tar.gz'], { DATA_DIR: elsewhere })).toBe(
      `There is no hub in the folder ${elsewhere}: nothing to back up.`,
    );
    expect(existsSync(elsewhere)).toBe(false);
    expect(await refused(['restore', file], settings)).toBe(
      `Another Tertulia (process ${first.pid}) is running with the folder ${settings['DATA_DIR']}; stop it first, or set DATA_DIR to another folder.`,
    );
  }, 60_000);

  it('makes the hub again in an empty folder: who followed loads anew, and nothing is ever mixed', async () => {
    for (const text of ['después 1', 'después 2']) await alice.live.post(alice.roomId, text);
    const { seq: lost } = await alice.live.post(alice.roomId, 'después 3');
    await until(() => (screen.texts.length === 6 ? true : undefined));
    await stopped(first);
    alice.live.close();
    expect(await refused(['restore', file], settings)).toBe(
      `The folder ${settings['DATA_DIR']} is not empty (it holds "database"), and a restore goes into an empty one: move it away, or set DATA_DIR to another folder.`,
    );

    const restored = { ...settings, DATA_DIR: join(newFolder(), 'data') };
    expect(await command(['restore', file], restored)).toMatch(/Restored: \d+ rows of \d+ tables and \d+ files/);
    const snapshots = screen.snapshots;
    const hub = startHub(restored);
    const url = await hub.ready;
    await until(() => (screen.snapshots > snapshots && screen.connection.state.get() === 'online' ? true : undefined));
    expect(screen.texts).toEqual(['uno', 'dos', 'tres']);

    // The keys came along: tokens and sessions of before go on. The next message takes the seq of a lost one.
    const again = await signIn(url, alice);
    expect((await alice.http.get('/api/rooms')).status).toBe(200);
    expect((await alice.http.post('/api/session/refresh')).status).toBe(200);
    const bob = await somebodyAt(url);
    bob.live.close();
    await screen.connection.ask('chat:post', {
      roomId: alice.roomId,
      clientId: crypto.randomUUID(),
      text: 'nuevo',
      replyTo: null,
      mentions: [],
    });
    await until(() => (screen.texts.includes('nuevo') ? true : undefined));
    expect(screen.texts).toEqual(['uno', 'dos', 'tres', 'nuevo']);
    expect(screen.window?.messages.at(-1)?.seq).toBeLessThan(lost);
    expect(await textsOf(again, alice.roomId)).toEqual(screen.texts);
    for (const texts of screen.shown)
      expect(texts.includes('nuevo') && texts.some((text) => text.startsWith('después'))).toBe(false);
    await stopped(hub);
  }, 60_000);

  it('killed in the middle, it leaves nothing that a hub would serve; emptied, it goes again', async () => {
    const big = join(newFolder(), 'big.tar.gz');
    const dataDir = settings['DATA_DIR'] ?? '';
    const hub = startHub(settings);
    await hub.ready;
    await asked(
      serverIn(dataDir),
      `insert into settings (key, value) select 'k' || n, to_jsonb(repeat(md5(n::text), 4)) from generate_series(1, 60000) n`,
    );
    await stopped(hub);
    // Without a hub the command starts the database itself, and stops it.
    const given = startCommand(['backup', big], settings);
    await until(() => (given.output().includes('tables/events') ? true : undefined));
    given.kill('SIGINT');
    expect(await given.exited).toBe(1);
    expect(given.errors()).toBe('Interrupted: no backup was written.');
    expect(readdirSync(join(big, '..'))).toEqual([]);
    await command(['backup', big], settings);
    expect(databasePid(dataDir)).toBeUndefined();

    const half = { DATA_DIR: join(newFolder(), 'data') };
    const killed = startCommand(['restore', big], half);
    await until(() => (killed.output().includes('tables/settings') ? true : undefined));
    killed.kill('SIGKILL');
    expect(await killed.exited).toBe('SIGKILL');
    const refusal = startHub(half);
    expect(await refusal.exited).toBe(1);
    expect(refusal.errors()).toBe(
      `A restore into the folder ${half.DATA_DIR} has begun and is not finished, so what is there is not whole; empty the folder and restore the backup again.`,
    );
    await until(() => (databasePid(half.DATA_DIR) === undefined ? true : undefined));
    expect(await refused(['restore', big], half)).toMatch(/is not empty/);
    for (const name of readdirSync(half.DATA_DIR)) rmSync(join(half.DATA_DIR, name), { recursive: true });

    await command(['restore', big, '--end-sessions'], half);
    const whole = startHub(half);
    const url = await whole.ready;
    const [kept] = await asked<{ n: string }>(
      serverIn(half.DATA_DIR),
      `select count(*) as n from settings where key like 'k%'`,
    );
    expect(kept?.n).toBe('60000');
    // Everybody was signed out, and may sign in.
    const answer = await fetch(`${url}/api/rooms`, { headers: { authorization: `Bearer ${alice.http.token}` } });
    expect(answer.status).toBe(401);
    expect(await textsOf(await signIn(url, alice), alice.roomId)).toContain('después 3');

    // The way to a database of one's own: the same two commands with DATABASE_URL.
    await asked(serverIn(half.DATA_DIR), 'create database elsewhere');
    const external = {
      DATA_DIR: join(newFolder(), 'data'),
      DATABASE_URL: serverIn(half.DATA_DIR, 'elsewhere'),
    };
    await command(['restore', file], external);
    const third = { ...external, DATA_DIR: join(newFolder(), 'data') };
    expect(await refused(['restore', file], third)).toMatch(/^The database is not empty/);
    expect(existsSync(join(third.DATA_DIR, 'unfinished-restore'))).toBe(false);
    const copy = join(newFolder(), 'copy.tar.gz');
    expect(await command(['backup', copy], external)).toMatch(/tables\/messages: 3 rows/);
    expect(await command(['restore', copy, '--check'], { DATA_DIR: '/nowhere' })).toMatch(/is whole: \d+ rows/);
    await stopped(whole);
  }, 90_000);
});

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
      expect(await refused(['backup', join(tiny, 'x.tar.gz')], { DATA_DIR: dataDir })).toBe(
        `The disk that holds ${tiny}/x.tar.gz is full, and no backup was written; make room there first.`,
      );
      expect(readdirSync(tiny)).toEqual([]);
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
