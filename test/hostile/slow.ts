import { Line, type Where } from './line.js';
import type { Random } from './random.js';
import { frame } from './websocket.js';

const EVERY_MS = 1_000;

/** Connections that say a byte a second for as long as they are let. */
export class SlowOnes {
  begun = 0;
  /** How long each was borne, in ms. */
  readonly ended: number[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #lines = new Set<Line>();

  get open(): number {
    return this.#lines.size;
  }

  async begin(random: Random, where: Where): Promise<void> {
    this.begun += 1;
    const upgraded = random.chance(0.4);
    const line = upgraded ? await Line.upgraded(where) : await Line.open(where);
    const request = random.pick([
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nX: ',
      'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\nContent-Type: application/json\r\n\r\n{"',
      'G',
    ]);
    const words = upgraded ? frame('x'.repeat(2_000)) : Buffer.from(request + 'a'.repeat(500));
    // The head at once, the rest byte by byte.
    let at = upgraded ? 4 : request.length;
    line.write(words.subarray(0, at));
    const began = performance.now();
    this.#lines.add(line);
    const timer = setInterval(() => line.write(words.subarray(at, (at += 1))), EVERY_MS);
    this.#timers.add(timer);
    line.socket.once('close', () => {
      clearInterval(timer);
      this.#timers.delete(timer);
      if (this.#lines.delete(line)) this.ended.push(performance.now() - began);
    });
  }

  /** Cuts those that are left; tells how many. */
  cut(): number {
    const left = this.#lines.size;
    for (const timer of this.#timers) clearInterval(timer);
    for (const line of this.#lines) {
      this.#lines.delete(line);
      line.destroy();
    }
    return left;
  }
}
