import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HttpAdapterHost } from '@nestjs/core';
import { loadConfig } from '../../src/platform/config/config.js';
import { Programs } from '../../src/platform/programs/programs.js';
import { WorkerProgram } from '../../src/features/stage/worker/worker-program.js';
import { newFolder } from '../ground/hub-process.js';
import { TestClock } from '../support/test-clock.js';

/** Says what a worker says that nobody it knows has started. */
export const WORKER = '#!/bin/sh\nexit 41\n';

/** A machine of its own: nothing on its PATH but the shell and what a test puts there, and an empty cache. */
export class Machine extends Programs {
  readonly folder = newFolder();
  readonly bin = join(this.folder, 'bin');

  constructor() {
    super();
    mkdirSync(this.bin);
  }

  protected override get environment(): Readonly<Record<string, string>> {
    return { PATH: this.bin, HOME: this.folder, XDG_CACHE_HOME: join(this.folder, 'cache') };
  }

  /** Puts a program there: its lines for the shell. */
  install(name: string, lines: string): void {
    writeProgram(join(this.bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${lines}\n`);
  }

  /** Compilers and libraries that are always content; what ninja does is the test's. */
  installCompilers(ninja: string): void {
    for (const name of ['g++', 'flatc']) this.install(name, 'cat >/dev/null 2>&1 </dev/null; exit 0');
    this.install('ninja', `[ "$1" = --version ] && exit 0\n${ninja}`);
  }
}

export function writeProgram(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

/** A hub's worker program without the rest of the hub; it begins with `listens`. */
export function programOn(machine: Machine, env: Record<string, string> = {}) {
  const clock = new TestClock();
  const adapter = new HttpAdapterHost();
  const config = loadConfig({ MEDIASOUP_DOWNLOADS: 'off', ...env });
  const program = new WorkerProgram(config, clock, machine, adapter);
  const states: string[] = [];
  program.onChange(() => states.push(program.state));
  program.onModuleInit();
  return { program, clock, states, listens: () => (adapter.listening = true) };
}

/** Numbers of the processes that have this word in their command line. */
export function processesWith(word: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name).includes(word));
}
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // Gone in this moment.
  }
}

/** A place of releases: what it answers is the test's. */
export class Releases {
  asked: string[] = [];
  answer: Buffer | 'nothing' | 'silence' = 'nothing';
  readonly #server: Server = createServer((request, response) => {
    this.asked.push(request.url ?? '');
    if (this.answer === 'silence') return;
    if (this.answer === 'nothing') response.writeHead(404).end();
    else response.writeHead(200).end(this.answer);
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()));
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/releases`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A packed archive with one file, as `tar` writes it. */
export function archive(name: string, content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000755\0', 100);
  header.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`, 124);
  header.write('0', 156);
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  body.write(content);
  return gzipSync(Buffer.concat([header, body, Buffer.alloc(1024)]));
}
