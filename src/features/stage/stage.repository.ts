import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StageView } from '../../contract/stage.contract.js';
import type { AccountKind, PersonCard, RoomKind, RoomRole, RoomState } from '../../contract/words.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';
import type { Place } from './stage.policy.js';

/** Whose standing is asked: a session that has ended is nobody's any more. */
export interface Whom {
  readonly roomId: string;
  readonly personId: string;
  readonly sessionId: string | null;
}
/** What somebody is in a room, and what its stage asks of them. */
export interface Standing extends Place {
  /** Null for who is no member. */
  readonly card: PersonCard | null;
  readonly signedIn: boolean;
  readonly muteOnEntry: boolean;
  /** Rises with each question: of two answers the one that was asked for later holds. */
  readonly asked: number;
}
interface StandingRow {
  room_id: string;
  person_id: string;
  kind: RoomKind;
  state: RoomState;
  role: RoomRole | null;
  name: string;
  account_kind: AccountKind;
  avatar: string | null;
  muted: boolean;
  held: boolean;
  blocked: boolean;
  signed_in: boolean;
  locks: StageView['locks'] | null;
  mute_on_entry: boolean | null;
}
export const NO_LOCKS: StageView['locks'] = { microphones: false, cameras: false, screens: false };
export const EMPTY_STAGE: StageView = {
  locks: NO_LOCKS,
  muteOnEntry: false,
  pin: null,
  countdown: null,
  slides: null,
  touched: 0,
};

interface StageRow {
  locks: StageView['locks'];
  mute_on_entry: boolean;
  pin: StageView['pin'];
  countdown: StageView['countdown'];
  slides: StageView['slides'];
  slides_of: string | null;
  touched: number;
}
/** What everybody sees, and what shows the file of its slides in the room: a message or a material. */
export interface KeptStage {
  readonly view: StageView;
  readonly slidesOf: string | null;
}

/** Rows of `stages`, which change with the room's stream locked, and what of rooms and accounts a stage asks all the time. */
@Injectable()
export class StageRepository {
  readonly pool: Sql;
  #asked = 0;

  constructor(source: DataSource) {
    this.pool = sqlOf(source);
  }

  /** By `room person`; a room that does not exist is missing. */
  async standings(whom: readonly Whom[], at: Date): Promise<Map<string, Standing>> {
    const asked = ++this.#asked;
    const rows = await this.pool.query<StandingRow>(
      `select w.room_id, w.person_id, r.kind, r.state, m.role, m.name, m.kind as account_kind, m.avatar, s.locks, s.mute_on_entry,
              coalesce(m.muted_at is not null and (m.muted_until is null or m.muted_until > $4), false) as muted,
              coalesce(l.waiting_room and e.state is distinct from 'admitted', false) as held,
              r.kind = 'direct' and r.capacity = 2 and exists (
                select from blocks b, string_to_array(r.direct_key, ' ') two
                 where cardinality(two) = 2 and b.blocker_id = any(two::uuid[]) and b.blocked_id = any(two::uuid[])) as blocked,
              w.session_id is null or exists (
                select from sessions x where x.id = w.session_id and x.ended_at is null and x.expires_at > $4) as signed_in
         from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as w (room_id, person_id, session_id)
         join rooms r on r.id = w.room_id
         left join memberships m on m.room_id = r.id and m.account_id = w.person_id and m.state = 'member'
         left join meetings l on l.room_id = r.id and l.state = 'live'
         left join meeting_entries e on e.meeting_id = l.id and e.account_id = w.person_id
         left join stages s on s.room_id = r.id`,
      [
        whom.map(({ roomId }) => roomId),
        whom.map(({ personId }) => personId),
        whom.map(({ sessionId }) => sessionId),
        at,
      ],
    );
    return new Map(rows.map((row) => [placeKey(row.room_id, row.person_id), standingOf(row, asked)]));
  }

  /** A planned meeting, not the one that begins by itself where people meet. */
  async isPlanned(meetingId: string): Promise<boolean> {
    const rows = await this.pool.query(`select from meetings where id = $1 and form = 'scheduled'`, [meetingId]);
    return rows.length > 0;
  }

  async stage(sql: Sql, roomId: string): Promise<KeptStage> {
    const [row] = await sql.query<StageRow>('select * from stages where room_id = $1', [roomId]);
    if (row === undefined) return { view: EMPTY_STAGE, slidesOf: null };
    const { locks, mute_on_entry: muteOnEntry, pin, countdown, slides, touched, slides_of: slidesOf } = row;
    return { view: { locks, muteOnEntry, pin, countdown, slides, touched }, slidesOf };
  }

  async save(sql: Sql, roomId: string, { view, slidesOf }: KeptStage): Promise<void> {
    const { locks, muteOnEntry, pin, countdown, slides, touched } = view;
    const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
    await sql.query(
      `insert into stages (room_id, locks, mute_on_entry, pin, countdown, slides, slides_of, touched)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (room_id) do update set locks = $2, mute_on_entry = $3, pin = $4, countdown = $5, slides = $6, slides_of = $7, touched = $8`,
      [roomId, json(locks), muteOnEntry, json(pin), json(countdown), json(slides), slidesOf, touched],
    );
  }

  /** Those of the rooms whose slides are of a file that is gone, or that nobody gets now. */
  async withoutFile(sql: Sql, roomIds: readonly string[]): Promise<string[]> {
    const rows = await sql.query<{ room_id: string }>(
      `select s.room_id from stages s left join files f on f.id = (s.slides->>'fileId')::uuid
        where s.room_id = any($1::uuid[]) and s.slides is not null and (f.id is null or f.hidden or f.erased_at is not null)`,
      [roomIds],
    );
    return rows.map(({ room_id: roomId }) => roomId);
  }
}

export const placeKey = (roomId: string, personId: string): string => `${roomId} ${personId}`;

const standingOf = (row: StandingRow, asked: number): Standing => ({
  kind: row.kind,
  state: row.state,
  role: row.role,
  card: row.role && { id: row.person_id, name: row.name, kind: row.account_kind, avatar: row.avatar },
  muted: row.muted,
  held: row.held,
  blocked: row.blocked,
  signedIn: row.signed_in,
  locks: row.locks ?? NO_LOCKS,
  muteOnEntry: row.mute_on_entry ?? false,
  asked,
});
