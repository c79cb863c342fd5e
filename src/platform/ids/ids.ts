import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';

// A step back of the machine's clock keeps the order of ids; a larger one is a clock that was moved on purpose.
const TOLERATED_STEP_BACK_MS = 10_000;
const COUNTER_MAX = 0xfff;
// Letters and digits that are not mistaken for one another when read aloud or copied by hand.
const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** The only source of ids and random tokens. */
@Injectable()
export class Ids {
  #lastMs = 0;
  #counter = 0;

  constructor(private readonly clock: Clock) {}

  /** A UUID of version 7 (RFC 9562): sorts by time, and within a millisecond in the order of the calls. */
  next(): string {
    const now = this.clock.epochMs();
    if (now > this.#lastMs || now < this.#lastMs - TOLERATED_STEP_BACK_MS) {
      this.#lastMs = now;
      this.#counter = randomInt(COUNTER_MAX >> 1);
    } else if (this.#counter === COUNTER_MAX) {
      this.#lastMs += 1;
      this.#counter = 0;
    } else {
      this.#counter += 1;
    }
    const time = this.#lastMs.toString(16).padStart(12, '0');
    // The variant and 62 random bits; for its own UUIDs Node draws them from the system in large pieces.
    const tail = randomUUID().slice(19);
    const counter = this.#counter.toString(16).padStart(3, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail}`;
  }

  /** Random bytes as base64url text, for whoever holds it may do something. */
  token(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }

  /** A code that people copy by hand, such as `K7QP-3MXA-9TRD` (about 5 bits a letter). */
  code(groups = 3): string {
    const letter = (): string => CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length));
    return Array.from({ length: groups }, () => Array.from({ length: 4 }, letter).join('')).join('-');
  }
}
