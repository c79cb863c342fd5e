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

/**
 * seq of the last event that had happened by then; 0 = none. The times of a stream grow with its seq, so it is found by halving:
 * looking back one by one, a room that has written for hours would be read from end to end.
 */
export async function lastSeqBy(sql: Sql, stream: string, at: Date): Promise<number> {
  const [row] = await sql.query<{ seq: number }>(
    `with recursive halving (low, high) as (
       select 0::bigint, seq + 1 from streams where id = $1
       union all
       select case when early then middle else low end, case when early then high else middle end
         from (select low, high, middle,
                 -- Where nothing is left of that half, whatever there was is as early as what stands before it.
                 coalesce((select e.at <= $2 from events e
                   where e.stream = $1 and e.seq > low and e.seq <= middle order by e.seq desc limit 1), true) as early
               from (select low, high, (low + high) / 2 as middle from halving where high - low > 1) halved) looked
     )
     select coalesce((select e.seq from events e, halving h
       where h.high - h.low = 1 and e.stream = $1 and e.seq <= h.low order by e.seq desc limit 1), 0) as seq`,
    [stream, at],
  );
  return row?.seq ?? 0;
}
