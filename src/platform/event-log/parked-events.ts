import type { Sql } from '../database/sql.js';
import { EVENT_COLUMNS, type EventRow } from './event-definitions.js';

/** An event its listener could not digest, or one that waits behind such an event. */
export interface ParkedEvent {
  readonly listener: string;
  readonly position: number;
  /** 0: it was not tried, it waits behind an earlier event of its stream. */
  readonly attempts: number;
  readonly error: string;
  readonly parkedAt: Date;
  readonly stream: string;
  readonly type: string;
}

export async function parkedEvents(sql: Sql): Promise<ParkedEvent[]> {
  return sql.query<ParkedEvent>(
    `select p.listener, p.position, p.attempts, p.error, p.parked_at as "parkedAt", e.stream, e.type
     from parked_events p join events e using (position) order by p.position, p.listener`,
  );
}

export async function park(
  sql: Sql,
  listener: string,
  position: number,
  attempts: number,
  error: string,
): Promise<void> {
  await sql.query(
    `insert into parked_events (listener, position, attempts, error) values ($1, $2, $3, $4)
     on conflict (listener, position) do update set attempts = parked_events.attempts + excluded.attempts, error = excluded.error`,
    [listener, position, attempts, error],
  );
}

/** Keeps at the cursor whether the listener holds any stream, so that a round need not ask. */
export async function markHeld(sql: Sql, listener: string): Promise<void> {
  await sql.query(
    `update listener_cursors set held_by_event = (select min(position) from parked_events where listener = $1) where listener = $1`,
    [listener],
  );
}

export async function heldStreams(sql: Sql, listener: string): Promise<Set<string>> {
  const rows = await sql.query<{ stream: string }>(
    `select distinct e.stream from parked_events p join events e using (position) where p.listener = $1`,
    [listener],
  );
  return new Set(rows.map(({ stream }) => stream));
}

/** The event itself, or where its stream is held (`behind`) the first of all that wait in the stream. */
export async function firstParked(
  sql: Sql,
  listener: string,
  position: number,
  behind: boolean,
): Promise<EventRow | undefined> {
  const [row] = await sql.query<EventRow>(
    `select ${EVENT_COLUMNS} from parked_events p join events e using (position) join streams s on s.id = e.stream
     where p.listener = $1 and (e.position = $2 or $3 and e.stream = (select stream from events where position = $2))
     order by e.position limit 1`,
    [listener, position, behind],
  );
  return row;
}

export async function unpark(sql: Sql, listener: string, position: number): Promise<void> {
  await sql.query(`delete from parked_events where listener = $1 and position = $2`, [listener, position]);
}
