import pg, { type PoolClient } from 'pg';
import type { Actor } from '../actor/actor.js';
import type { Sql } from '../database/sql.js';
import { connectionGone, type Connections, LIMITS, sqlOfClient } from './connections.js';
import type { SnapshotPart, StreamHead } from './event-log.types.js';
import { type Moment, NO_HEAD, readAtOnce, type Reading } from './readings.js';

const CACHE_BYTES = 32 * 1024 * 1024;

/** State of a stream at one moment. `shared` is the same object for all who ask at that seq: read it, do not change it. */
export interface Snapshot {
  readonly head: StreamHead;
  readonly shared: Readonly<Record<string, unknown>>;
  /** `shared` encoded, to be put into an answer as it is. */
  readonly sharedJson: string;
  readonly personal: Readonly<Record<string, unknown>>;
}

type Shared = Pick<Snapshot, 'shared' | 'sharedJson'>;

/** The parts of the features, read together with the head; the shared ones are made once per (stream, epoch, seq). */
export class Snapshots {
  readonly #parts = new Map<string, SnapshotPart[]>();
  /** In the order of use, the least recently used first. */
  readonly #cache = new Map<string, { stream: string; shared: Shared }>();
  readonly #loading = new Map<string, Promise<Shared>>();
  #bytes = 0;

  constructor(private readonly connections: Connections) {}

  add(part: SnapshotPart): void {
    const parts = this.#parts.get(part.streamKind) ?? [];
    if (parts.some(({ name }) => name === part.name))
      throw new Error(`The snapshot part ${part.name} of ${part.streamKind} exists twice.`);
    this.#parts.set(part.streamKind, [...parts, part]);
  }

  async consistently<T>(stream: string, work: (sql: Sql, head: StreamHead) => Promise<T>): Promise<T> {
    return this.connections.connected(async (client) => {
      try {
        const result = await work(sqlOfClient(client), await beginAt(client, stream));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(connectionGone);
        throw error;
      }
    });
  }

  /** A statement sees one moment: what fits into one needs no transaction around it. */
  async atOnce<const R extends readonly Reading[]>(stream: string, readings: R): Promise<Moment<R>> {
    return this.connections.connected((client) => readAtOnce(sqlOfClient(client), stream, readings));
  }

  async of(stream: string, actor: Actor): Promise<Snapshot> {
    const parts = this.#parts.get(kindOf(stream)) ?? [];
    const own = parts.flatMap(({ name, personal }) => (personal ? [{ name, reading: personal(stream, actor) }] : []));
    const readings = own.map(({ reading }) => reading);
    const personalOf = (answers: readonly unknown[]) =>
      Object.fromEntries(own.map(({ name }, at) => [name, answers[at]]));
    const { head, answers } = await this.atOnce(stream, readings);
    const kept = this.kept(stream, head);
    if (kept) return fitted({ head, ...kept, personal: personalOf(answers) }, parts);
    // Nobody has asked at this seq yet: both parts anew, of one moment.
    return this.consistently(stream, async (sql, now) => {
      const personal = personalOf((await readAtOnce(sql, stream, readings)).answers);
      return fitted({ head: now, ...(await this.shared(sql, stream, now, parts)), personal }, parts);
    });
  }

  /** Words of these streams were erased: nothing remembered may show them again. */
  forget(streams: readonly string[]): void {
    for (const [key, { stream }] of this.#cache) if (streams.includes(stream)) this.drop(key);
    for (const key of this.#loading.keys())
      if (streams.some((stream) => key.startsWith(`${stream} `))) this.#loading.delete(key);
  }

  private kept(stream: string, head: StreamHead): Shared | undefined {
    const key = keyOf(stream, head);
    const entry = this.#cache.get(key);
    if (!entry) return undefined;
    this.#cache.delete(key);
    this.#cache.set(key, entry);
    return entry.shared;
  }

  // Who asks for the same moment while it is being read waits for that reading.
  private async shared(sql: Sql, stream: string, head: StreamHead, parts: readonly SnapshotPart[]): Promise<Shared> {
    const kept = this.kept(stream, head);
    if (kept) return kept;
    const key = keyOf(stream, head);
    const underWay = this.#loading.get(key);
    if (underWay) return underWay;
    const loading = loadShared(sql, stream, parts);
    this.#loading.set(key, loading);
    try {
      const shared = await loading;
      if (this.#loading.get(key) === loading) this.keep(key, stream, shared);
      return shared;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  private keep(key: string, stream: string, shared: Shared): void {
    this.#cache.set(key, { stream, shared });
    this.#bytes += bytesOf(shared);
    for (const oldest of this.#cache.keys()) {
      if (this.#bytes <= CACHE_BYTES) break;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const entry = this.#cache.get(key);
    if (entry && this.#cache.delete(key)) this.#bytes -= bytesOf(entry.shared);
  }
}

const keyOf = (stream: string, { epoch, seq }: StreamHead): string => `${stream} ${epoch} ${seq}`;

/** Begins a transaction that sees one moment, bounds it and reads the head of it, in one round trip. */
async function beginAt(client: PoolClient, stream: string): Promise<StreamHead> {
  // Several statements in one text give a list of results, which the driver's types do not know.
  const results: unknown = await client.query(
    `BEGIN ISOLATION LEVEL REPEATABLE READ; ${LIMITS};
     SELECT epoch, seq, last_message_seq AS "lastMessageSeq" FROM streams WHERE id = ${pg.escapeLiteral(stream)}`,
  );
  const last: { rows: StreamHead[] } | undefined = Array.isArray(results) ? results.at(-1) : undefined;
  return last?.rows[0] ?? { ...NO_HEAD };
}

/** Heads of all that were asked for; a stream that does not exist yet has seq 0 of epoch 1. */
export async function headsOf(sql: Sql, streams: readonly string[]): Promise<Map<string, StreamHead>> {
  const rows = await sql.query<StreamHead & { id: string }>(
    `select id, epoch, seq, last_message_seq as "lastMessageSeq" from streams where id = any ($1::text[])`,
    [streams],
  );
  const heads = new Map(streams.map((stream): [string, StreamHead] => [stream, { ...NO_HEAD }]));
  for (const { id, ...head } of rows) heads.set(id, head);
  return heads;
}

/** Takes out what a part keeps from this viewer; what all share is encoded again only for them. */
function fitted(snapshot: Snapshot, parts: readonly SnapshotPart[]): Snapshot {
  const changed = parts.flatMap(({ name, fit }) => {
    const shared = snapshot.shared[name];
    const own = fit?.(shared as never, snapshot.personal[name] as never) ?? shared;
    return own === shared ? [] : [[name, own] as const];
  });
  if (changed.length === 0) return snapshot;
  const shared = { ...snapshot.shared, ...Object.fromEntries(changed) };
  return { ...snapshot, shared, sharedJson: JSON.stringify(shared) };
}

async function loadShared(sql: Sql, stream: string, parts: readonly SnapshotPart[]): Promise<Shared> {
  const shared: Record<string, unknown> = {};
  for (const part of parts) shared[part.name] = await part.shared(sql, stream);
  return { shared, sharedJson: JSON.stringify(shared) };
}

/** `room:<id>:staff` is of the kind `room:staff`. */
function kindOf(stream: string): string {
  const [kind, , suffix] = stream.split(':');
  return suffix === undefined ? (kind ?? '') : `${kind}:${suffix}`;
}

// The text and the objects it was made of, roughly.
const bytesOf = ({ sharedJson }: Shared): number => sharedJson.length * 3;
