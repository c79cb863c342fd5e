import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock, type Timer } from '../clock/clock.js';
import { busy, type DomainError } from '../errors/domain-error.js';

const EVERY_MS = 100;
/** A hub that is a second late helps nobody by taking in more: first it serves those it has. */
const TOO_LATE_MS = 1_000;

/** How late this process is with what it has to do: the one measure of its load that counts all of it. */
@Injectable()
export class Pressure implements OnModuleInit, OnApplicationShutdown {
  #timer: Timer | undefined;
  #due = Infinity;
  #late = 0;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds between when the last thing was due and when it was done, or longer if the next one is overdue already. */
  get lateMs(): number {
    return Math.max(this.#late, this.clock.monotonic() - this.#due, 0);
  }

  /** The same where the hub can take in no more just now; otherwise 0. */
  get waitMs(): number {
    const late = this.lateMs;
    return late > TOO_LATE_MS ? late : 0;
  }

  refusal(): DomainError | undefined {
    const wait = this.waitMs;
    return wait > 0 ? busy(wait) : undefined;
  }

  onModuleInit(): void {
    this.#due = this.clock.monotonic() + EVERY_MS;
    this.#timer = this.clock.setRepeating(() => {
      const now = this.clock.monotonic();
      this.#late = now - this.#due;
      this.#due = now + EVERY_MS;
    }, EVERY_MS);
  }

  onApplicationShutdown(): void {
    this.clock.clearTimer(this.#timer);
    this.#due = Infinity;
    this.#late = 0;
  }
}
