import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';

/**
 * What is in a backup: a gzipped tar of, in this order,
 * - `backup.json`: the format, first, so that a newer one is recognised whatever follows;
 * - `files/…`: what stands in DATA_DIR beside the database;
 * - `schema.json`: migrations and tables of the snapshot;
 * - `tables/<table>/000001.copy` …: rows as PostgreSQL's COPY writes them as text, whole rows in each piece;
 * - `jobs/000001.copy` …: what waits in the queue;
 * - `files/…`: those that came while the others were read;
 * - `end.json`: counts and checksums. Where it is missing the file is torn.
 */
export const FORMAT = 1;
export const OPENING = 'backup.json';
export const SCHEMA = 'schema.json';
export const END = 'end.json';
export const JOBS = 'jobs';
export const FILES = 'files';
export const JSON_BYTES_MAX = 16 * 1024 * 1024;

/** Names of tables, columns and sequences go into statements. */
export const sqlName = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

export const opening = z.object({ program: z.literal('tertulia'), format: z.int().min(1), made: z.iso.datetime() });

export const schema = z.object({
  /** `server_version_num` of where it was made. */
  postgres: z.int(),
  /** Names, in the order in which they ran. */
  migrations: z.array(z.string().max(200)).max(10_000),
  tables: z.array(z.object({ name: sqlName, columns: z.array(sqlName).max(1_600) })).max(10_000),
});
export type Schema = z.output<typeof schema>;

const sum = z.object({
  /** Rows of a table, jobs, or files. */
  items: z.int().min(0),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Sum = z.output<typeof sum>;

export const end = z.object({
  parts: z.record(z.string(), sum),
  /** Last values given out, read after the snapshot was taken: never below what its rows hold. */
  sequences: z.record(sqlName, z.int()),
  /** The highest epoch of any stream. */
  epoch: z.int().min(0),
  /** Files that were packed and had been taken away before the snapshot. */
  gone: z.array(z.string()),
});
export type End = z.output<typeof end>;

/** `tables/<table>`, `jobs` or `files`: what has a checksum of its own. Null for the JSON between them, and for anything unknown. */
export function partOf(entry: string): string | null {
  if (entry.startsWith(`${FILES}/`)) return FILES;
  return /^(tables\/[a-z_][a-z0-9_]{0,62}|jobs)\/\d{6}\.copy$/.exec(entry)?.[1] ?? null;
}

/** Something is in the file that no backup holds, or something is missing; the message is a part of a sentence. */
export class DamageError extends Error {
  override readonly name = 'DamageError';
}

/** Counts and checksums as they grow, the same when a backup is written and when it is read. */
export class Sums {
  readonly #parts = new Map<string, { hash: Hash; items: number; bytes: number }>();

  /** A part that may stay empty. */
  begin(part: string): void {
    this.of(part);
  }

  /** Some rows, whole or not: every row of COPY's text ends with the only newline in it. */
  rows(part: string, bytes: Buffer): void {
    const sum = this.of(part);
    for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) sum.items += 1;
    sum.bytes += bytes.length;
    sum.hash.update(bytes);
  }

  /** The beginning of a file. */
  file(name: string, size: number): void {
    const sum = this.of(FILES);
    sum.items += 1;
    sum.hash.update(`${name}\0${size}\0`);
  }

  fileBytes(bytes: Buffer): void {
    const sum = this.of(FILES);
    sum.bytes += bytes.length;
    sum.hash.update(bytes);
  }

  items(part: string): number {
    return this.of(part).items;
  }

  result(): Record<string, Sum> {
    const entries = [...this.#parts].map(([part, { hash, items, bytes }]): [string, Sum] => [
      part,
      { items, bytes, sha256: hash.copy().digest('hex') },
    ]);
    return Object.fromEntries(entries);
  }

  private of(part: string): { hash: Hash; items: number; bytes: number } {
    const known = this.#parts.get(part);
    if (known !== undefined) return known;
    const made = { hash: createHash('sha256'), items: 0, bytes: 0 };
    this.#parts.set(part, made);
    return made;
  }
}
