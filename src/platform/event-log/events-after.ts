import type { Sql } from '../database/sql.js';
import { EVENT_COLUMNS, type EventDefinitions, type EventRow } from './event-definitions.js';
import type { StoredEvent, StreamHead } from './event-log.types.js';

/** Events after a seq with the head of the same moment. A stream that does not exist yet has the head 0 of epoch 1. */
export async function eventsAfter(
  sql: Sql,
  definitions: EventDefinitions,
  stream: string,
  after: number,
  limit: number,
): Promise<{ head: StreamHead; events: StoredEvent[] }> {
  const rows = await sql.query<EventRow & { head: StreamHead }>(
    `select json_build_object('epoch', s.epoch, 'seq', s.seq, 'lastMessageSeq', s.last_message_seq) as head, ${EVENT_COLUMNS}
     from streams s left join lateral
       (select * from events where stream = s.id and seq > $2 order by seq limit $3) e on true
     where s.id = $1 order by e.seq`,
    [stream, after, limit],
  );
  const found = rows.filter(({ position }) => position !== null);
  return {
    head: rows[0]?.head ?? { epoch: 1, seq: 0, lastMessageSeq: 0 },
    events: found.map(({ head: _, ...row }) => definitions.stored(row)),
  };
}

/** seq of the last event that had happened by then; 0 = none. Looks back from the newest. */
export async function lastSeqBy(sql: Sql, stream: string, at: Date): Promise<number> {
  const [row] = await sql.query<{ seq: number }>(
    'select seq from events where stream = $1 and at <= $2 order by seq desc limit 1',
    [stream, at],
  );
  return row?.seq ?? 0;
}
