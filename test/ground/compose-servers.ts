import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { HERE, ROLE } from '../../src/platform/database/postgres-cluster.js';
import { waitFor } from '../support/wait-for.js';
import { newFolder, root } from './hub-process.js';

const LOCAL = '127.0.0.1';

/** A program beside the hub; `stop` waits until it has ended. */
export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

export async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    probes.map(
      (probe) =>
        new Promise<number>((resolve) => {
          probe.listen(0, LOCAL, () => {
            const address = probe.address();
            resolve(typeof address === 'object' && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}

export const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const line = connect(port, LOCAL, () => {
      line.destroy();
      resolve(true);
    });
    line.once('error', () => resolve(false));
  });

export function stopping(child: ChildProcess, signal: NodeJS.Signals): () => Promise<void> {
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await ended;
  };
}

/** A PostgreSQL as its image makes it: reached by TCP, with a password, one database, and the command of docker-compose.yml. */
export async function startPostgres(port: number, password: string, command: readonly string[]): Promise<Server> {
  const top = newFolder();
  mkdirSync(join(top, 'logs'));
  const folder = join(top, 'database');
  const { program, how } = makeCluster(folder);
  const access = join(folder, 'pg_hba.conf');
  writeFileSync(access, `local all all peer map=hub\nhost all all ${LOCAL}/32 scram-sha-256\n`);
  if (how.uid !== undefined) chownSync(access, how.uid, how.gid ?? how.uid);
  const own = ['-D', HERE, '-p', String(port), '-c', `listen_addresses=${LOCAL}`, '-c', 'unix_socket_directories=.'];
  const child = spawn(program, [...own, ...command.slice(1)], { ...how, stdio: 'ignore' });
  const stop = stopping(child, 'SIGINT');
  try {
    await waitFor('PostgreSQL', () => prepared(folder, port, password));
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, stop };
}

const made = z.object({
  program: z.string(),
  how: z.looseObject({ cwd: z.string(), uid: z.number().optional(), gid: z.number().optional() }),
});

// In a process of its own: the errors of Jest's world are not those that the code knows.
function makeCluster(folder: string): z.infer<typeof made> {
  const code = `
    const { openCluster, runIn, writeAccess } = await import('${root}/dist/src/platform/database/postgres-cluster.js');
    const cluster = openCluster(process.argv[1], false);
    writeAccess(cluster);
    console.log(JSON.stringify({ program: cluster.binaries.postgres, how: runIn(cluster, process.argv[1]) }));`;
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', code, folder], { encoding: 'utf8' });
  return made.parse(JSON.parse(answer));
}

async function prepared(folder: string, port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ host: folder, port, user: ROLE, database: 'postgres' });
  try {
    await client.connect();
  } catch {
    return false; // Not yet up.
  }
  await client.query(`ALTER ROLE ${ROLE} PASSWORD ${client.escapeLiteral(password)}`);
  await client.query(`CREATE DATABASE ${ROLE}`);
  await client.end();
  return true;
}

export async function startRedis(port: number, command: readonly string[]): Promise<Server> {
  const own = ['--port', String(port), '--bind', LOCAL, '--dir', newFolder()];
  const child = spawn(process.env['REDIS_SERVER'] ?? 'redis-server', [...command.slice(1), ...own], {
    stdio: 'ignore',
  });
  child.on('error', () => undefined); // Seen below: nothing listens.
  await waitFor('Redis', () => listens(port), 5_000);
  return { port, stop: stopping(child, 'SIGTERM') };
}

/** The name server of the containers: it knows one name, or nobody while the container is away. */
export class Names {
  readonly #socket = createSocket('udp4');
  #address: string | undefined;

  constructor(private readonly name: string) {}

  async listen(on: number): Promise<void> {
    this.#socket.on('message', (question, { port, address }) =>
      this.#socket.send(this.answer(question), port, address),
    );
    await new Promise<void>((resolve) => this.#socket.bind(on, LOCAL, resolve));
  }

  set(address: string | undefined): void {
    this.#address = address;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  // RFC 1035, 4.1: the question comes back with the address behind it. Docker says that it holds ten minutes.
  private answer(query: Buffer): Buffer {
    const end = query.indexOf(0, 12) + 5;
    const asked = query.subarray(12, end);
    const name = Buffer.from(`${String.fromCharCode(this.name.length)}${this.name}\0`);
    const known = this.#address !== undefined && asked.subarray(0, name.length).equals(name);
    const ipv4 = asked.readUInt16BE(asked.length - 4) === 1;
    const parts = known && ipv4 ? (this.#address ?? '').split('.').map(Number) : [];
    const head = Buffer.from([0, 0, 0x81, known ? 0x80 : 0x83, 0, 1, 0, parts.length > 0 ? 1 : 0, 0, 0, 0, 0]);
    query.copy(head, 0, 0, 2);
    const answer = parts.length > 0 ? [0xc0, 12, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, ...parts] : [];
    return Buffer.concat([head, asked, Buffer.from(answer)]);
  }
}
