import type { EventPayload } from '../../contract/realtime.contract.js';
import type { HotItem, StatePart } from '../../platform/event-log/event-log.types.js';
import { roomIdOf } from '../rooms/rooms.events.js';
import { tooSoon } from './chat.errors.js';

/** `<room> <account>` → when they last spoke there, of rooms in slow mode: nothing is asked about the others. */
type LastWords = Map<string, Date>;
const keyOf = (roomId: string, accountId: string): string => `${roomId} ${accountId}`;

export const lastWords: StatePart<LastWords> = {
  name: 'last-words',
  async load(sql, items) {
    const rows = await sql.query<{ room_id: string; author_id: string; posted_at: Date }>(
      `select r.id as room_id, a.id as author_id, l.posted_at
         from rooms r cross join unnest($2::uuid[]) as a (id)
         cross join lateral (select m.posted_at from messages m where m.author_id = a.id and m.room_id = r.id order by m.seq desc limit 1) l
        where r.id = any($1::uuid[]) and (r.locks->>'slowSeconds')::int > 0`,
      [
        [...new Set(items.map(({ stream }) => roomIdOf(stream)))],
        [...new Set(items.map(({ actor }) => actor.accountId))],
      ],
    );
    return new Map(rows.map((row) => [keyOf(row.room_id, row.author_id), row.posted_at]));
  },
  evolve(last, event) {
    if (event.type !== 'chat.message-posted') return;
    const { message } = event.payload as EventPayload<'chat.message-posted'>;
    last.set(keyOf(roomIdOf(event.stream), message.author.id), new Date(message.postedAt));
  },
};

/** Refuses who spoke less than so many seconds ago; by the server's clock, and what was deleted counts. */
export function assertPace({ actor, stream, at }: HotItem, seconds: number, last: LastWords): void {
  const spoke = seconds > 0 ? last.get(keyOf(roomIdOf(stream), actor.accountId)) : undefined;
  const wait = spoke === undefined ? 0 : spoke.getTime() + seconds * 1_000 - at.getTime();
  if (wait > 0) throw tooSoon(wait);
}
