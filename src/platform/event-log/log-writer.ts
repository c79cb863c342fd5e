import pg, { type PoolClient } from 'pg';
import { type Actor, HUB } from '../actor/actor.js';
import type { Sql } from '../database/sql.js';
import { keyColumns, type KeptKey } from './command-keys.js';
import type { EventDefinitions } from './event-definitions.js';
import type { DecidedEvent, InlineProjection, NewEvent, StoredEvent, StreamHead } from './event-log.types.js';

const STREAM_ID = /^[a-z][a-z0-9:-]{0,79}$/;

interface HeadRow extends StreamHead {
  id: string;
}

// `nth` keeps position in the order of the decisions. One statement, so that a batch costs one round trip here.
const WRITE = `
  with written as (
    insert into events (stream, seq, type, version, subject, actor, at, payload, is_message)
    select stream, seq, type, version, subject, actor, $1::timestamptz, payload, is_message
    from unnest($2::text[], $3::bigint[], $4::text[], $5::int[], $6::uuid[], $7::uuid[], $8::jsonb[], $9::boolean[])
      with ordinality as e (stream, seq, type, version, subject, actor, payload, is_message, nth)
    order by nth
    returning position, stream, seq
  ), moved as (
    update streams set seq = head.seq, last_message_seq = head.last
    from unnest($10::text[], $11::bigint[], $12::bigint[]) as head (id, seq, last) where streams.id = head.id
  ), kept as (
    insert into command_keys (account, key, command, input_hash, result, at)
    select account, key, command, hash, result, $1::timestamptz
    from unnest($13::uuid[], $14::uuid[], $15::text[], $16::bytea[], $17::jsonb[]) as k (account, key, command, hash, result)
  )
  select position, stream, seq from written`;

/** The locked streams of one transaction, and the facts that are about to be written to them. */
export class Draft {
  readonly #events: DecidedEvent[] = [];

  constructor(
    private readonly heads: ReadonlyMap<string, StreamHead>,
    private readonly definitions: EventDefinitions,
    readonly at: Date,
  ) {}

  get events(): readonly DecidedEvent[] {
    return this.#events;
  }

  append(event: NewEvent, by: Actor): DecidedEvent {
    const head = this.heads.get(event.stream);
    if (head === undefined) throw new Error(`The stream ${event.stream} was not named beforehand and is not locked.`);
    const { type, stream, subject, payload } = event;
    const { version } = this.definitions.of(type);
    const actor = event.actor === undefined ? (by.accountId === HUB.accountId ? null : by.accountId) : event.actor;
    const isMessage = event.isMessage ?? false;
    head.seq += 1;
    const { epoch, seq } = head;
    const decided = {
      stream,
      epoch,
      seq,
      type,
      version,
      subject,
      actor,
      at: this.at,
      payload,
      erased: false,
      isMessage,
    };
    this.#events.push(decided);
    return decided;
  }

  /** Takes back all but the first `length` events. */
  takeBack(length: number): void {
    for (const { stream } of this.#events.splice(length)) {
      const head = this.heads.get(stream);
      if (head) head.seq -= 1;
    }
  }

  /** Heads after the events: parallel arrays of stream, seq, seq of the newest message. */
  movedHeads(): [string[], number[], number[]] {
    for (const { isMessage, stream, seq } of this.#events) {
      const head = this.heads.get(stream);
      if (head && isMessage) head.lastMessageSeq = seq;
    }
    const moved = [...new Set(this.#events.map(({ stream }) => stream))].map((id) => ({
      id,
      head: this.heads.get(id),
    }));
    return [
      moved.map(({ id }) => id),
      moved.map(({ head }) => head?.seq ?? 0),
      moved.map(({ head }) => head?.lastMessageSeq ?? 0),
    ];
  }
}

/** What both doors do with the tables: lock streams, write facts, apply inline projections. */
export class LogWriter {
  readonly #projections: InlineProjection[] = [];

  constructor(readonly definitions: EventDefinitions) {}

  project(projection: InlineProjection): void {
    this.#projections.push(projection);
  }

  /**
   * Makes streams that do not exist yet and locks all, in the order of their ids, in one round trip together with `preamble`
   * (SQL that ends in a semicolon). New rows first and then the locks, both sorted: nobody waits in a circle.
   */
  async lock(client: PoolClient, preamble: string, streams: Iterable<string>, at: Date): Promise<Draft> {
    const ids = [...new Set(streams)].sort();
    const list = ids.map((id) => pg.escapeLiteral(streamId(id))).join(', ');
    const locks = `INSERT INTO streams (id) SELECT unnest(ARRAY[${list}]::text[]) ON CONFLICT DO NOTHING;
      SELECT id, epoch, seq, last_message_seq AS "lastMessageSeq" FROM streams WHERE id = ANY (ARRAY[${list}]::text[]) ORDER BY id FOR NO KEY UPDATE`;
    // Several statements in one text give a list of results, which the driver's types do not know.
    const results: unknown = await client.query(preamble + locks);
    const last: { rows: HeadRow[] } | undefined = Array.isArray(results) ? results.at(-1) : undefined;
    const heads = (last?.rows ?? []).map(({ id, ...head }): [string, StreamHead] => [id, head]);
    return new Draft(new Map(heads), this.definitions, at);
  }

  /** Writes the drafted facts and the keys, applies the projections. Also fails if an earlier failure was swallowed. */
  async write(sql: Sql, draft: Draft, keys: readonly KeptKey[] = []): Promise<StoredEvent[]> {
    const { events } = draft;
    const rows = await sql.query<{ position: number; stream: string; seq: number }>(WRITE, [
      draft.at,
      events.map(({ stream }) => stream),
      events.map(({ seq }) => seq),
      events.map(({ type }) => type),
      events.map(({ version }) => version),
      events.map(({ subject }) => subject),
      events.map(({ actor }) => actor),
      events.map(({ payload }) => JSON.stringify(payload)),
      events.map(({ isMessage }) => isMessage),
      ...draft.movedHeads(),
      ...keyColumns(keys),
    ]);
    const positions = new Map(rows.map(({ position, stream, seq }) => [`${stream} ${seq}`, position]));
    const stored = events.map((event) => ({ ...event, position: positions.get(`${event.stream} ${event.seq}`) ?? 0 }));
    for (const projection of this.#projections) {
      const own = stored.filter(({ type }) => projection.types.includes(type));
      if (own.length > 0) await projection.apply(sql, own);
    }
    return stored;
  }
}

/** The id as it is, if it can be one. */
export function streamId(id: string): string {
  if (!STREAM_ID.test(id)) throw new Error(`${JSON.stringify(id)} is not the id of a stream.`);
  return id;
}
