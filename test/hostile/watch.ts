import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { request } from 'node:http';

interface Stop {
  /** How much later than due the loop came round. */
  readonly lagMs: number;
  /** How much its thread worked meanwhile. */
  readonly workMs: number;
}
export interface Inside {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly cpuMs: number;
  /** The longest of them. */
  readonly stops: readonly Stop[];
}
export interface Held {
  readonly descriptors: number;
  readonly sockets: number;
  /** What the hub counts itself. */
  readonly connected: number;
  readonly followings: number;
}

/** Looks at a hub from where its machine sees it: the process, its metrics, and inside (see inside.mjs). */
export class Watch {
  readonly #ask: string;

  constructor(
    private readonly hub: { url: string; pid: number },
    probe: string,
  ) {
    this.#ask = probe;
  }

  /** `collect`: the garbage is collected first, and afterwards the stops are counted anew. `heap/a/file`: writes a snapshot of its heap. */
  inside(deed: '' | 'collect' | `heap/${string}` = ''): Promise<Inside> {
    return new Promise((resolve, reject) => {
      request({ socketPath: this.#ask, path: `/${deed}` }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(JSON.parse(text) as Inside));
      })
        .on('error', reject)
        .end();
    });
  }

  async held(): Promise<Held> {
    const folder = `/proc/${this.hub.pid}/fd`;
    const names = readdirSync(folder);
    const metrics = await this.metrics();
    return {
      descriptors: names.length,
      sockets: names.filter((name) => targetOf(`${folder}/${name}`).startsWith('socket:')).length,
      connected: Number(/^tertulia_sockets (\d+)/m.exec(metrics)?.[1]),
      followings: Number(/^tertulia_followings (\d+)/m.exec(metrics)?.[1]),
    };
  }

  /** Outcomes of commands as the hub counted them. */
  async outcomes(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const [, outcome = '', count] of (await this.metrics()).matchAll(
      /^tertulia_commands_total\{.*outcome="([^"]*)"\} (\d+)$/gm,
    ))
      counts.set(outcome, (counts.get(outcome) ?? 0) + Number(count));
    return counts;
  }

  rss(): number {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.hub.pid}/status`, 'utf8'))?.[1]) * 1024;
  }

  private async metrics(): Promise<string> {
    return (await fetch(`${this.hub.url}/metrics`)).text();
  }
}

function targetOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // Closed meanwhile.
  }
}
