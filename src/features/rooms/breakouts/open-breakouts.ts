import { Injectable } from '@nestjs/common';
import type { BreakoutsView } from '../../../contract/breakouts.contract.js';
import type { CommandParsed } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import type { Sql } from '../../../platform/database/sql.js';
import { RateLimits } from '../../../platform/http/rate-limits.js';
import { Ids } from '../../../platform/ids/ids.js';
import { AttendanceRepository } from '../attendance.repository.js';
import type { LockedRoom } from '../locked-room.js';
import { MeetingsRepository } from '../meetings/meetings.repository.js';
import { RoomDoor } from '../room-door.js';
import { personNotInRoom } from '../rooms.errors.js';
import { roomStream } from '../rooms.events.js';
import { isRoomStaff } from '../rooms.policy.js';
import { RoomsRepository } from '../rooms.repository.js';
import { roomViewOf, type RoomRow } from '../rooms.view.js';
import { leadsEverywhere, noMeeting, openAlready } from './breakouts.errors.js';
import { BreakoutsRepository, type Seat } from './breakouts.repository.js';
import { drawSeats } from './draw-seats.js';

type Opening = CommandParsed<'breakouts:open'>;
interface People {
  readonly present: readonly string[];
  readonly staff: readonly string[];
}
const MINUTE_MS = 60_000;
/** Openings of one person; each makes many rooms. */
const OPENINGS = { points: 300, durationSec: 3_600 };

/** Twenty rooms of ten people are as many statements as one of two: rooms, seats and their facts are written in bulk. */
@Injectable()
export class OpenBreakouts {
  constructor(
    private readonly door: RoomDoor,
    private readonly rooms: RoomsRepository,
    private readonly repository: BreakoutsRepository,
    private readonly meetings: MeetingsRepository,
    private readonly attendance: AttendanceRepository,
    private readonly ids: Ids,
    private readonly limits: RateLimits,
  ) {}

  async open(actor: Actor, input: Opening): Promise<{ breakoutsId: string }> {
    const { roomId } = input;
    await this.door.require(actor, roomId, 'breakout.lead');
    await this.limits.consume('breakouts.open', actor.accountId, OPENINGS);
    const places = input.rooms.map(({ title }, index) => ({ id: this.ids.next(), place: index + 1, title }));
    const once = { key: input.clientId, command: 'breakouts:open', input };
    const beside = places.map(({ id }) => id);
    return this.door.pass(actor, { roomId, verb: 'breakout.lead', beside, once }, async (room) => {
      const { sql, at } = room.change;
      if (await this.repository.open(sql, roomId)) throw openAlready();
      const meetingId = await this.meetingIn(room);
      const people = await this.repository.peopleFor(sql, roomId, meetingId);
      const seats = await this.seatsOf(sql, input, people);
      const seated = (place: number) => [...seats].flatMap(([id, where]) => (where === place ? [id] : [])).sort();
      const breakouts: BreakoutsView = {
        id: this.ids.next(),
        ...{ meetingId, way: input.way, latecomers: input.latecomers, openedAt: at.toISOString(), touched: 0 },
        endsAt: input.minutes === null ? null : new Date(at.getTime() + input.minutes * MINUTE_MS).toISOString(),
        rooms: places.map((one) => ({ ...one, people: seated(one.place) })),
      };
      await this.found(room, actor, breakouts, people.staff);
      return { breakoutsId: breakouts.id };
    });
  }

  /** Who parts was together: where somebody is and nobody planned a meeting, one begins. */
  private async meetingIn({ row, change: { sql, at } }: LockedRoom): Promise<string> {
    if (await this.meetings.somebodyThere(sql, row.id)) await this.attendance.beginDropIns([row.id], at, sql);
    const meetingId = await this.repository.liveMeeting(sql, row.id);
    if (meetingId === null) throw noMeeting();
    return meetingId;
  }

  /** Who sits where, by the place of the breakout. */
  private async seatsOf(sql: Sql, { roomId, way, rooms, seats }: Opening, { present }: People) {
    if (way === 'self-chosen') return new Map<string, number>();
    if (way === 'random') return drawSeats(present, rooms.length, this.ids.token());
    const wanted = new Map(seats.map(({ personId, place }) => [personId, place]));
    const known = await this.rooms.memberships(sql, roomId, [...wanted.keys()]);
    for (const id of wanted.keys()) {
      const person = known.get(id);
      if (person?.state !== 'member' || person.kind === 'bot') throw personNotInRoom();
      if (isRoomStaff(person.role)) throw leadsEverywhere();
    }
    return wanted;
  }

  private async found(
    room: LockedRoom,
    actor: Actor,
    breakouts: BreakoutsView,
    staff: readonly string[],
  ): Promise<void> {
    const { sql, at } = room.change;
    const rows = breakouts.rooms.map((one) => breakoutRow(room.row, one, at, one.people.length + staff.length));
    for (const row of rows) {
      const view = { ...roomViewOf(row), touched: 0 };
      const stream = roomStream(row.id);
      const { seq } = room.change.append({
        ...{ stream, type: 'rooms.room-created', subject: row.id, payload: { room: view } },
      });
      row.touched = view.touched = seq;
    }
    await this.rooms.insertRooms(
      sql,
      rows.map((row) => ({ ...row, created_by: actor.accountId, demo: false })),
    );
    const seats = breakouts.rooms.flatMap(({ id: roomId, people }): Seat[] =>
      [...people, ...staff].map((accountId) => ({ roomId, accountId })),
    );
    await this.repository.seatAll(sql, room.row.id, seats, at);
    breakouts.touched = room.change.append({
      ...{ stream: roomStream(room.row.id), type: 'breakouts.opened', subject: breakouts.id, payload: { breakouts } },
    }).seq;
    await this.repository.insert(sql, room.row.id, breakouts, actor.accountId);
  }
}

const breakoutRow = (
  main: RoomRow,
  { id, title }: { id: string; title: string },
  at: Date,
  people: number,
): RoomRow => ({
  ...{ id, title, about: '', kind: main.kind, language: main.language, visibility: 'private', state: 'open' },
  ...{ capacity: main.capacity, parent: main.id, direct_key: null, member_count: people },
  locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
  memory: { keepDays: main.memory.keepDays, historyFrom: 'beginning' },
  ...{ created_at: at, archived_at: null, touched: 0 },
});
