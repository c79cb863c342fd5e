import { Injectable } from '@nestjs/common';
import { Clock, type Timer } from '../clock/clock.js';
import { EventLog } from '../event-log/event-log.js';
import type { StreamHead } from '../event-log/event-log.types.js';

const EVERY_MS = 500;
/** Looks at a stream that succeed. A server that was frozen may finish a commit whose connection has long been cut. */
const LOOKS = 6;
const AT_ONCE = 1_000;

/**
 * Streams in which something may have been stored although its transaction seemed to fail. Nobody published it, so until the
 * next event of the stream nobody would miss it: their heads are looked at for a while.
 */
@Injectable()
export class Doubts {
  readonly #looks = new Map<string, number>();
  #timer: Timer | undefined;
  #looking = false;

  constructor(
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /** `followed` are the streams that somebody here would miss something of. */
  open(house: { followed(): readonly string[]; movedTo(stream: string, head: StreamHead): void }): void {
    this.eventLog.onDoubt((streams) => {
      const followed = new Set(house.followed());
      for (const stream of streams) if (followed.has(stream)) this.#looks.set(stream, LOOKS);
      if (this.#looks.size > 0) this.#timer ??= this.clock.setRepeating(() => void this.look(house.movedTo), EVERY_MS);
    });
  }

  close(): void {
    this.clock.clearTimer(this.#timer);
    this.#looks.clear();
  }

  private async look(movedTo: (stream: string, head: StreamHead) => void): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const streams = [...this.#looks.keys()].slice(0, AT_ONCE);
    try {
      for (const [stream, head] of await this.eventLog.heads(streams)) {
        movedTo(stream, head);
        const left = (this.#looks.get(stream) ?? 0) - 1;
        // To the end of the line, so that all have their turn.
        this.#looks.delete(stream);
        if (left > 0) this.#looks.set(stream, left);
      }
    } catch {
      return; // The database does not answer yet; what is in doubt stays so.
    } finally {
      this.#looking = false;
      if (this.#looks.size === 0) {
        this.clock.clearTimer(this.#timer);
        this.#timer = undefined;
      }
    }
  }
}
