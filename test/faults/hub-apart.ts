import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { INBOX } from '../../src/features/notifications/notices.projector.js';
import { processesOf } from '../../src/platform/database/postmaster.js';
import { newFolder, startHub, type HubProcess } from '../ground/hub-process.js';
import { textIn } from './judge/facts.js';
import { Proxy } from './proxy.js';
import type { HubUnderTest } from './scenario.js';

/** Ten times what a pause of a listener lasts. */
const SETTLE_MS = 10_000;
const SETTINGS = { LOG_LEVEL: 'warn', HOST: '127.0.0.1' };

const disks = new Set<string>();

/** Takes the disks away that are still mounted; for `cleanUp`, when the hubs are gone. */
export function unmountDisks(): void {
  for (const disk of disks) spawnSync('umount', ['-l', disk]);
  disks.clear();
}

/** The hub as people run it, in a process of its own with the embedded database, on a small disk of its own where one can be mounted. */
export class HubApart implements HubUnderTest {
  readonly faults: Record<string, (ms: number) => Promise<void>> = {
    'hub-kill': (ms) => this.again('SIGKILL', ms),
    'hub-restart': (ms) => this.again('SIGTERM', ms),
    'hub-stop': (ms) => stopped([this.#hub?.pid ?? 0], ms),
    'database-kill': async () => this.killDatabase(),
    'database-stop': (ms) => stopped(processesOf(this.#database), ms),
    'both-kill': async (ms) => {
      this.killDatabase();
      await this.again('SIGKILL', ms);
    },
  };
  #hub: HubProcess | undefined;
  readonly #processes: HubProcess[] = [];
  /** Those that were ended here. */
  readonly #ended = new Set<HubProcess>();
  readonly #death = Promise.withResolvers<never>();
  readonly died = this.#death.promise;
  #address = { host: '127.0.0.1', port: 9 };
  /** Real path of the folder of the database. */
  #database = '';
  #socketFolder = '';
  #line: Proxy | undefined;
  /** The first hub, where a second one stands on its database: it only keeps the database running. */
  #first: HubProcess | undefined;

  private constructor(
    private readonly settings: Record<string, string>,
    readonly disk: string | undefined,
  ) {
    if (disk !== undefined) this.faults['disk-full'] = (ms) => this.fillDisk(disk, ms);
    // Who plays no scenario does not wait for it.
    this.died.catch(() => undefined);
  }

  /** With `lineToDatabase` a second hub process stands on the first one's database, through a network that can be spoilt. */
  static async start({ lineToDatabase = false } = {}): Promise<HubApart> {
    const disk = mountDisk();
    const dataDir = join(disk ?? newFolder(), 'data');
    const apart = new HubApart({ ...SETTINGS, DATA_DIR: dataDir }, disk);
    await apart.launch();
    apart.#database = realpathSync(join(dataDir, 'database'));
    // The fifth line of PostgreSQL's own note.
    const folder = readFileSync(join(apart.#database, 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
    apart.#socketFolder = folder === '.' || folder === '' ? apart.#database : folder;
    if (lineToDatabase) await apart.putLineBetween();
    return apart;
  }

  /** What its processes have printed, one after another. */
  get outputs(): string {
    return this.#processes.map((hub) => `--- ${hub.pid}\n${hub.output()}${hub.errors()}`).join('\n');
  }

  address(): { host: string; port: number } {
    return this.#address;
  }

  /** Straight to the socket of the database: also while the hub is away. */
  async query<T>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ host: this.#socketFolder, user: 'tertulia', database: 'tertulia' });
    // A server that is killed in the middle says so on the connection as well as in the query.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return (await client.query(sql, [...params])).rows as T[];
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Inboxes are the only streams that a listener writes: without this one might receive what came after the tables were read. */
  async settled(): Promise<void> {
    for (const until = performance.now() + SETTLE_MS; performance.now() < until; await sleep(50)) {
      const [late] = await this.query<{ n: number }>(
        `select count(*)::int as n from events e, listener_cursors c
          where c.listener = $1 and e.position > c.position and e.type = any($2::text[])`,
        [INBOX.name, INBOX.types],
      );
      if (late?.n === 0) return;
    }
  }

  async close(): Promise<void> {
    for (const hub of [this.#hub, this.#first]) {
      if (hub) this.#ended.add(hub);
      hub?.kill('SIGCONT');
      hub?.kill('SIGTERM');
      await hub?.exited;
    }
    await this.#line?.close();
    if (this.disk === undefined) return;
    spawnSync('umount', ['-l', this.disk]);
    disks.delete(this.disk);
  }

  private async putLineBetween(): Promise<void> {
    const line = await Proxy.open(() => ({ path: join(this.#socketFolder, '.s.PGSQL.5432') }));
    this.#line = line;
    this.#first = this.#hub;
    this.settings['DATABASE_URL'] = `postgresql://tertulia@127.0.0.1:${line.port}/tertulia`;
    this.settings['DATA_DIR'] = join(newFolder(), 'data');
    Object.assign(this.faults, {
      'database-cut': async () => line.cut(),
      'database-away': (ms: number) => weather(line, ms, () => line.cut(true)),
      'database-half-open': (ms: number) => weather(line, ms, () => line.set({ swallow: true })),
      'database-slow': (ms: number) => weather(line, ms, () => line.set({ bytesPerSecond: 2_000 })),
    });
    await this.launch();
  }

  private async launch(): Promise<void> {
    const hub = startHub(this.settings);
    this.#hub = hub;
    this.#processes.push(hub);
    void hub.exited.then((how) => {
      if (this.#ended.has(hub)) return;
      this.#death.reject(new Error(`The hub ended by itself (${how}):\n${hub.output()}${hub.errors()}`));
    });
    const { hostname, port } = new URL(await hub.ready);
    this.#address = { host: hostname, port: Number(port) };
  }

  private async again(signal: 'SIGKILL' | 'SIGTERM', ms: number): Promise<void> {
    if (this.#hub) this.#ended.add(this.#hub);
    this.#hub?.kill(signal);
    await this.#hub?.exited;
    await sleep(ms);
    await this.launch();
  }

  private killDatabase(): void {
    for (const pid of processesOf(this.#database)) signal(pid, 'SIGKILL');
  }

  private async fillDisk(disk: string, ms: number): Promise<void> {
    const ballast = join(disk, 'ballast');
    spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k']);
    await sleep(ms);
    rmSync(ballast, { force: true });
  }
}

/** A small disk of its own; undefined where this user may not mount one. */
function mountDisk(): string | undefined {
  const folder = join(newFolder(), 'disk');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tertulia-faults', folder]);
  if (mounted.status !== 0) return undefined;
  disks.add(folder);
  return folder;
}

async function stopped(pids: readonly number[], ms: number): Promise<void> {
  for (const pid of pids) signal(pid, 'SIGSTOP');
  await sleep(ms);
  for (const pid of pids) signal(pid, 'SIGCONT');
}

async function weather(line: Proxy, ms: number, spoil: () => void): Promise<void> {
  spoil();
  await sleep(ms);
  // What was half open hangs for ever; a network that comes back finds new connections.
  line.fair();
}

/** The process may have ended by itself meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // An error of Node's own realm is no Error of a test's.
    if (textIn(error, 'code') !== 'ESRCH') throw error;
  }
}
