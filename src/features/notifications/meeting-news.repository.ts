import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Sql, sqlOf } from '../../platform/database/sql.js';
import type { NewEvent, StoredEvent } from '../../platform/event-log/event-log.types.js';

const PEOPLE_AT_ONCE = 200;
export const NEWS_TYPES = [
  'meetings.meeting-edited',
  'meetings.meeting-cancelled',
  'minutes.minutes-published',
] as const;

export interface MeetingNews {
  meetingId: string;
  roomId: string;
  seq: number;
  what: 'meeting-moved' | 'meeting-cancelled' | 'minutes';
  startsAt: Date;
  byId: string | null;
  readsFrom: number | null;
  /** The last person who has been told, in the order of their ids. */
  toldTo: string | null;
}

/** What became of meetings, and how far it has been told. */
@Injectable()
export class MeetingNewsRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  /** In the transaction of the facts. What a meeting came to last is told in place of what was still to be told of it. */
  async keep(sql: Sql, facts: readonly StoredEvent[]): Promise<void> {
    const news = facts.flatMap(newsIn);
    if (news.length === 0) return;
    await sql.query('update meeting_news set done = true where not done and meeting_id = any($1::uuid[])', [
      news.map(({ meetingId }) => meetingId),
    ]);
    // Minutes do not say when their meeting was.
    await sql.query(
      `insert into meeting_news (meeting_id, seq, room_id, what, starts_at, by_id, reads_from)
       select e.id, w.seq, e.room_id, w.what, coalesce(w."startsAt", e.starts_at), w."byId", w."readsFrom"
         from jsonb_to_recordset($1::jsonb) as w ("meetingId" uuid, seq bigint, what text, "startsAt" timestamptz, "byId" uuid, "readsFrom" bigint)
         join meetings e on e.id = w."meetingId"`,
      [JSON.stringify(news)],
    );
  }

  async due(): Promise<MeetingNews[]> {
    return this.#pool.query<MeetingNews>(
      `select meeting_id as "meetingId", room_id as "roomId", seq, what, starts_at as "startsAt", by_id as "byId",
              reads_from as "readsFrom", told_to as "toldTo" from meeting_news where not done order by room_id, seq limit 100`,
    );
  }

  /** Minutes go to members who were not there and may read them; the rest to who said they would come, or perhaps. Never to who did it. */
  async nextPeople({ meetingId, roomId, what, byId, readsFrom, toldTo }: MeetingNews): Promise<string[]> {
    const concerned =
      what === 'minutes'
        ? `not exists (select from visits v where v.meeting_id = $1 and v.account_id = m.account_id)
           and reads_from(m.room_id, m.account_id) <= $5`
        : `$5::bigint is null and exists (select from meeting_answers a
             where a.meeting_id = $1 and a.account_id = m.account_id and a.answer in ('yes', 'maybe'))`;
    const rows = await this.#pool.query<{ id: string }>(
      `select m.account_id as id from memberships m
        where m.room_id = $2 and m.state = 'member' and m.kind <> 'bot' and m.account_id is distinct from $4::uuid
          and ($3::uuid is null or m.account_id > $3) and ${concerned} order by m.account_id limit ${PEOPLE_AT_ONCE}`,
      [meetingId, roomId, toldTo, byId, readsFrom],
    );
    return rows.map(({ id }) => id);
  }

  /** These people are told with this transaction; false where it has been done, or something newer is told. */
  async take(sql: Sql, { meetingId, seq, toldTo }: MeetingNews, last: string | null): Promise<boolean> {
    const rows = await sql.query(
      `update meeting_news set told_to = coalesce($3, told_to), done = $3::uuid is null
        where meeting_id = $1 and seq = $2 and not done and told_to is not distinct from $4::uuid returning meeting_id`,
      [meetingId, seq, last, toldTo],
    );
    return rows.length > 0;
  }

  eventOf({ meetingId, roomId, seq, what, startsAt }: MeetingNews, stream: string): NewEvent {
    const payload = { roomId, meetingId, seq, what, startsAt: startsAt.toISOString() };
    return { stream, type: 'notifications.meeting-told', subject: meetingId, payload };
  }
}

type Kept = Omit<MeetingNews, 'roomId' | 'startsAt' | 'toldTo'> & { startsAt: string | null };

/** What is new to whom it concerns. A meeting that nobody came to is given up without a word: it is long past. */
function newsIn(fact: StoredEvent): Kept[] {
  const news = { seq: fact.seq, byId: fact.actor, readsFrom: null };
  if (isPublished(fact)) {
    const { meetingId, from } = fact.payload;
    return [{ ...news, meetingId, what: 'minutes', startsAt: null, readsFrom: from + 1 }];
  }
  if (isCancelled(fact)) {
    const { id: meetingId, startsAt, minutes } = fact.payload.meeting;
    const past = Date.parse(startsAt) + minutes * 60_000 < fact.at.getTime();
    return past ? [] : [{ ...news, meetingId, what: 'meeting-cancelled', startsAt }];
  }
  if (isEdited(fact) && fact.payload.movedFrom !== null) {
    const { id: meetingId, startsAt } = fact.payload.meeting;
    return [{ ...news, meetingId, what: 'meeting-moved', startsAt }];
  }
  return [];
}

const isPublished = (event: StoredEvent): event is StoredEvent<'minutes.minutes-published'> & StoredEvent =>
  event.type === 'minutes.minutes-published';
const isCancelled = (event: StoredEvent): event is StoredEvent<'meetings.meeting-cancelled'> & StoredEvent =>
  event.type === 'meetings.meeting-cancelled';
const isEdited = (event: StoredEvent): event is StoredEvent<'meetings.meeting-edited'> & StoredEvent =>
  event.type === 'meetings.meeting-edited';
