import { hash as digest } from 'node:crypto';
import type { ErrorCode, ErrorDetails } from '../../contract/errors.contract.js';
import type { Sql } from '../database/sql.js';
import { DomainError } from '../errors/domain-error.js';

/** The constraint two nodes meet at when the same command reaches both at once. */
export const KEY_TAKEN = 'command_keys_pkey';

/** What became of a command. */
export type Outcome = { ok: true; data: unknown } | { ok: false; error: DomainError };

/** An idempotency key with the fingerprint of what it was first used for. */
export interface CommandKey {
  readonly account: string;
  readonly key: string;
  readonly command: string;
  readonly hash: Buffer;
}

/** The key with what came of it, to be kept. */
export interface KeptKey extends CommandKey {
  readonly outcome: Outcome;
}

interface KeyRow {
  account: string;
  key: string;
  input_hash: Buffer;
  result: { ok: true; data?: unknown } | { ok: false; error: { code: ErrorCode; details: ErrorDetails } };
}

export function commandKey(account: string, key: string, command: string, input: unknown): CommandKey {
  const hash = digest('sha256', `${command}\0${canonicalJson(input)}`, 'buffer');
  return { account, key: key.toLowerCase(), command, hash };
}

/** The same text for the same value, whatever the order of its fields. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((one) => (one === undefined ? 'null' : canonicalJson(one))).join(',')}]`;
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return JSON.stringify(value) ?? 'undefined';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
}

/** Outcomes known for keys: those of the table, and those decided earlier in the same transaction. */
export class KnownKeys {
  readonly #known = new Map<string, { hash: Buffer; outcome: Outcome }>();

  static async load(sql: Sql, keys: readonly CommandKey[]): Promise<KnownKeys> {
    const known = new KnownKeys();
    if (keys.length === 0) return known;
    const rows = await sql.query<KeyRow>(
      // One by one: put together, a table that has just grown is read from end to end.
      `select known.* from unnest($1::uuid[], $2::uuid[]) as asked (account, key)
       cross join lateral (select account, key, input_hash, result from command_keys k
         where k.account = asked.account and k.key = asked.key offset 0) known`,
      [keys.map(({ account }) => account), keys.map(({ key }) => key)],
    );
    for (const { account, key, input_hash, result } of rows)
      known.#known.set(`${account} ${key}`, { hash: input_hash, outcome: outcomeOf(result) });
    return known;
  }

  /** What this command has already come to; an error of its own if the key was used for something else. */
  recall({ account, key, hash }: CommandKey): Outcome | undefined {
    const known = this.#known.get(`${account} ${key}`);
    if (known === undefined) return undefined;
    return known.hash.equals(hash) ? known.outcome : { ok: false, error: new DomainError('key-reused') };
  }

  remember({ account, key, hash }: CommandKey, outcome: Outcome): void {
    this.#known.set(`${account} ${key}`, { hash, outcome });
  }
}

/** Refusals that may turn out otherwise next time are not kept. */
export const isKept = (outcome: Outcome): boolean => outcome.ok || outcome.error.final;

/** Parallel arrays for `unnest`: account, key, command, hash, result. Sorted, so that two transactions never wait for each other. */
export function keyColumns(kept: readonly KeptKey[]): unknown[][] {
  const rows = [...kept].sort((a, b) => (a.account + a.key < b.account + b.key ? -1 : 1));
  return [
    rows.map(({ account }) => account),
    rows.map(({ key }) => key),
    rows.map(({ command }) => command),
    rows.map(({ hash }) => hash),
    rows.map(({ outcome }) =>
      JSON.stringify(
        outcome.ok ? outcome : { ok: false, error: { code: outcome.error.code, details: outcome.error.details } },
      ),
    ),
  ];
}

function outcomeOf(result: KeyRow['result']): Outcome {
  return result.ok
    ? { ok: true, data: result.data }
    : { ok: false, error: new DomainError(result.error.code, result.error.details) };
}
