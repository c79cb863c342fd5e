import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../../platform/errors/domain-error.js';
import { WeakPasswordError } from './accounts.errors.js';
import { commonPasswords } from './common-passwords.js';

// OWASP's figures for argon2id (the library's default algorithm), one lane: 19 MiB, two passes, about 30 ms.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 2;
const WAITING_MAX = 200;
// A hash of nothing anybody knows: an unknown address costs as much time as a wrong password.
const DECOY = '$argon2id$v=19$m=19456,t=2,p=1$rwPD4YNRpVAInSYQY/HVlg$FpOQtsFJHxEZ25heCo36S1PzlwDDdiZ7NECRZQsLrXk';
const REMAINING_MIN = 6;

@Injectable()
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFKC'), COST));
  }

  /** `stored` is null where there is no account or it has no password: false, after the same work. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    const matches = await this.inTurn(() => verify(stored ?? DECOY, password.normalize('NFKC')));
    return stored !== null && matches;
  }

  // Every hash takes 19 MiB and a core; more at once would only make everybody wait longer, with more memory.
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= WAITING_MAX) throw new DomainError('try-again');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** Throws a WeakPasswordError for what is tried first: the commonest, keyboard rows, repetitions, one's own name or address. */
export function assertStrong(password: string, personal: readonly string[]): void {
  const plain = plainOf(password);
  const letters = plain.replace(/[^\p{L}]/gu, '');
  const candidates = [plain, letters, unit(plain), unit(letters), unit(letters.replace(/(.)\1+/gu, '$1'))];
  if (candidates.some((candidate) => commonPasswords.has(candidate))) throw new WeakPasswordError();
  if (new Set(plain).size < 4 || isRun(plain) || isRun(letters)) throw new WeakPasswordError();
  const words = personal.flatMap((value) => plainOf(value).split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 3);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain);
  if (rest !== plain && rest.length < REMAINING_MIN) throw new WeakPasswordError();
}

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Lower case without accents; figures inside a word that stand for letters become them (`P@ssw0rd1` → `password1`). */
function plainOf(value: string): string {
  const base = value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return base.replace(/(?<=\p{L})[013457@$!](?=[\p{L}@$])|[@$](?=\p{L})/gu, (sign) => LEET[sign] ?? sign);
}

/** The part that is repeated (`abcabcabc` → `abc`), or the whole. */
const unit = (value: string): string => /^(.+?)\1+$/u.exec(value)?.[1] ?? value;

const ROWS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];
const RUNS = ROWS.flatMap((row) => [row, [...row].toReversed().join('')]);
const isRun = (value: string): boolean =>
  value.length >= 6 && RUNS.some((row) => row.includes(value) || row.includes(unit(value)));
