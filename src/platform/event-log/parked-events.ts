import type { Sql } from '../database/sql.js';
import { isPassing } from './connections.js';
import { EVENT_COLUMNS, type EventRow } from './event-definitions.js';
import type { ListenerRunner, LogParts } from './listener-runner.js';

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

/** The event alone or, where its stream is held, all that waits in the stream, in order, until one fails: then false. */
export async function retryParked(runner: ListenerRunner, log: LogParts, position: number): Promise<boolean> {
  const { name, onFailure } = runner.listener;
  for (let trying: number | undefined = position; trying !== undefined;) {
    trying = undefined;
    try {
      const appended = await runner.alone(async (tx) => {
        const [row] = await tx.sql.query<EventRow>(
          `select ${EVENT_COLUMNS} from parked_events p join events e using (position) join streams s on s.id = e.stream
           where p.listener = $1 and (e.position = $2 or $3 and e.stream = (select stream from events where position = $2))
           order by e.position limit 1`,
          [name, position, onFailure === 'hold'],
        );
        if (row === undefined) return undefined;
        trying = row.position;
        const facts = await runner.apply(tx, [log.writer.definitions.stored(row)], false);
        await remove(tx.sql, runner, row.position);
        return facts;
      });
      if (appended) log.committed(appended);
    } catch (error) {
      if (isPassing(error) || trying === undefined) throw error;
      const failed: number = trying;
      await runner.alone(({ sql }) =>
        park(sql, name, failed, 1, error instanceof Error ? error.message : String(error)),
      );
      return false;
    }
  }
  return true;
}

/** Gives one event up; what waits behind it stays for `retryParked`. */
export async function skipParked(runner: ListenerRunner, position: number): Promise<void> {
  await runner.alone(({ sql }) => remove(sql, runner, position));
}

async function remove(sql: Sql, { listener: { name, onFailure } }: ListenerRunner, position: number): Promise<void> {
  await sql.query(`delete from parked_events where listener = $1 and position = $2`, [name, position]);
  if (onFailure === 'hold') await markHeld(sql, name);
}
