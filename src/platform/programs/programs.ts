import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir, setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Injectable } from '@nestjs/common';

export interface RunOptions {
  /** Ends the program, with everything it has started. */
  readonly signal?: AbortSignal;
  /** Hears each line that it says. */
  readonly onLine?: (line: string) => void;
  /** It gets nothing of the hub's environment. */
  readonly bare?: boolean;
}
export interface Ended {
  /** Null: a signal ended it, or it could not be started. */
  readonly code: number | null;
  /** The last lines of what it said. */
  readonly lines: readonly string[];
}

const LINES_KEPT = 40;
const LINE_MAX = 500;
const LOWEST = 19;
const LAST_MS = 2_000;

/** Programs of this machine that run beside the hub and to their end, after everything else that wants the processor. */
@Injectable()
export class Programs {
  /** What they find around them. Tests give another one. */
  protected get environment(): Readonly<Record<string, string | undefined>> {
    return process.env;
  }

  /** Where programs keep what can be had again; outside of the checkout. */
  get cacheFolder(): string {
    return this.environment['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  }

  /** Whether there is one of this name. */
  has(name: string): boolean {
    const folders = (this.environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
    return folders.some((folder) => isProgram(join(folder, name)));
  }

  /** Resolves when it has ended and nothing of it is left, whatever came of it. */
  run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
    const { signal, onLine, bare = false } = options;
    const lines: string[] = [];
    const hear = (line: string): void => {
      lines.push(line.slice(0, LINE_MAX));
      if (lines.length > LINES_KEPT) lines.shift();
      onLine?.(line);
    };
    if (signal?.aborted === true) return Promise.resolve({ code: null, lines });
    return new Promise((resolve) => {
      // A group of its own, so that whatever it starts ends with it; Ctrl-C of a terminal reaches the hub, which decides.
      const child = spawn(command, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: bare ? {} : { ...this.environment },
        detached: true,
      });
      if (child.pid !== undefined) stepBack(child.pid);
      for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear);
      let last: NodeJS.Timeout | undefined;
      const stop = (): void => {
        endGroup(child.pid, 'SIGTERM');
        last = setTimeout(() => endGroup(child.pid, 'SIGKILL'), LAST_MS);
      };
      signal?.addEventListener('abort', stop, { once: true });
      const end = (code: number | null): void => {
        clearTimeout(last);
        signal?.removeEventListener('abort', stop);
        resolve({ code, lines });
      };
      child.once('error', (error) => {
        hear(error.message);
        if (child.pid === undefined) end(null);
      });
      child.once('close', end);
    });
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not for this user.
  }
}

function stepBack(pid: number): void {
  try {
    setPriority(pid, LOWEST);
  } catch {
    return; // It has ended already.
  }
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    return; // Nobody of it is left.
  }
}
