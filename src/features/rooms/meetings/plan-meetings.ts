import { Injectable } from '@nestjs/common';
import { MAX_PLANNED } from '../../../contract/meetings.contract.js';
import type { CommandParsed } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Ids } from '../../../platform/ids/ids.js';
import type { LockedRoom } from '../locked-room.js';
import { RoomDoor } from '../room-door.js';
import { roomStream } from '../rooms.events.js';
import { cancelAll, meetingIn, tellOf, tellOfEdit } from './meeting-facts.js';
import { DOORS_OPEN_MS, isOver, isPlanned } from './meeting-states.js';
import { beginOf, type MeetingRow } from './meeting.view.js';
import { inThePast, meetingOver, tooManyMeetings } from './meetings.errors.js';
import { MeetingsRepository } from './meetings.repository.js';
import { daysOfSeries } from './series.js';
import { daysBetween, momentOf, plusDays } from './zoned-time.js';

/** Somebody who plans "now" has filled a form in meanwhile. */
const GRACE_MS = 10 * 60_000;

/** What is to come: planning, moving, calling off, and who says they will come. */
@Injectable()
export class PlanMeetings {
  constructor(
    private readonly door: RoomDoor,
    private readonly repository: MeetingsRepository,
    private readonly ids: Ids,
  ) {}

  async schedule(actor: Actor, input: CommandParsed<'meetings:schedule'>): Promise<{ meetingIds: string[] }> {
    const { roomId, clientId } = input;
    const once = { key: clientId, command: 'meetings:schedule', input };
    return this.door.pass(actor, { roomId, verb: 'meeting.schedule', once }, async (room) => {
      const { sql } = room.change;
      const rows = this.rowsOf(room, input);
      this.assertToCome(room, rows);
      const planned = await this.repository.current(sql, roomId);
      if (planned.length + rows.length > MAX_PLANNED) throw tooManyMeetings();
      tellOf(room, 'meetings.meeting-scheduled', rows);
      await this.repository.insert(sql, rows);
      return { meetingIds: rows.map(({ id }) => id) };
    });
  }

  async edit(
    actor: Actor,
    { roomId, meetingId, scope, ...wanted }: CommandParsed<'meetings:edit'>,
  ): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'meeting.edit' }, async (room) => {
      const rows = await this.planned(room, meetingId, scope);
      const from = rows.find(({ id }) => id === meetingId)?.local_start?.slice(0, 10) ?? '';
      const shift = wanted.date === undefined ? 0 : daysBetween(from, wanted.date);
      const began = new Map(rows.map((row) => [row, beginOf(row)]));
      const changed = rows.filter((row) => {
        const before = JSON.stringify(row);
        change(row, wanted, shift);
        return JSON.stringify(row) !== before;
      });
      this.assertToCome(room, changed);
      for (const row of changed) {
        row.sequence += 1;
        const early = beginOf(row).getTime() - DOORS_OPEN_MS > room.change.at.getTime();
        if (row.state === 'waiting' && early) row.state = 'scheduled';
        tellOfEdit(room, row, began.get(row) ?? beginOf(row));
      }
      if (changed.length > 0) await this.repository.save(room.change.sql, changed);
      return {};
    });
  }

  async cancel(
    actor: Actor,
    { roomId, meetingId, scope }: CommandParsed<'meetings:cancel'>,
  ): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'meeting.cancel' }, async (room) => {
      await cancelAll(room, this.repository, await this.planned(room, meetingId, scope));
      return {};
    });
  }

  async rsvp(
    actor: Actor,
    { roomId, meetingId, answer }: CommandParsed<'meetings:rsvp'>,
  ): Promise<Record<string, never>> {
    return this.door.pass(actor, { roomId, verb: 'meeting.rsvp' }, async (room) => {
      const { sql, at } = room.change;
      const row = await meetingIn(room, this.repository, meetingId);
      if (isOver(row.state)) throw meetingOver();
      if ((await this.repository.answerOf(sql, meetingId, actor.accountId)) === answer) return {};
      await this.repository.setAnswer(sql, meetingId, actor.accountId, answer, at);
      row.answers = await this.repository.countAnswers(sql, meetingId);
      const payload = { meetingId, personId: actor.accountId, answer, answers: row.answers };
      const stream = roomStream(roomId);
      row.touched = room.change.append({ stream, type: 'meetings.rsvp-changed', subject: meetingId, payload }).seq;
      await this.repository.save(sql, [row]);
      return {};
    });
  }

  private async planned(room: LockedRoom, meetingId: string, scope: 'one' | 'following'): Promise<MeetingRow[]> {
    const row = await meetingIn(room, this.repository, meetingId);
    if (!isPlanned(row.state)) throw meetingOver();
    return scope === 'one' ? [row] : this.repository.following(room.change.sql, row);
  }

  private rowsOf(room: LockedRoom, input: CommandParsed<'meetings:schedule'>): MeetingRow[] {
    const days = daysOfSeries(input.date, input.repeat);
    const seriesId = days.length > 1 ? this.ids.next() : null;
    return days.map((day): MeetingRow => {
      const wallTime = `${day}T${input.time}`;
      return {
        id: this.ids.next(),
        room_id: room.row.id,
        form: 'scheduled',
        state: 'scheduled',
        title: input.title,
        about: input.about,
        starts_at: momentOf(wallTime, input.timeZone),
        local_start: wallTime,
        time_zone: input.timeZone,
        minutes: input.minutes,
        series_id: seriesId,
        waiting_room: input.waitingRoom,
        agenda: input.agenda,
        step: null,
        step_at: null,
        started_at: null,
        empty_since: null,
        ended_at: null,
        answers: { yes: 0, maybe: 0, no: 0 },
        sequence: 0,
        changed_at: null,
        touched: 0,
      };
    });
  }

  private assertToCome(room: LockedRoom, rows: readonly MeetingRow[]): void {
    const now = room.change.at.getTime();
    if (rows.some((row) => beginOf(row).getTime() < now - GRACE_MS)) throw inThePast();
  }
}

type Wanted = Omit<CommandParsed<'meetings:edit'>, 'roomId' | 'meetingId' | 'scope'>;

/** A later one of a series keeps its own day and takes over how far this one was moved. */
function change(row: MeetingRow, wanted: Wanted, shift: number): void {
  const [day = '', time = ''] = (row.local_start ?? '').split('T');
  const wallTime = `${plusDays(day, shift)}T${wanted.time ?? time}`;
  Object.assign(row, {
    title: wanted.title ?? row.title,
    about: wanted.about ?? row.about,
    minutes: wanted.minutes ?? row.minutes,
    waiting_room: wanted.waitingRoom ?? row.waiting_room,
    agenda: wanted.agenda ?? row.agenda,
    time_zone: wanted.timeZone ?? row.time_zone,
    local_start: wallTime,
    starts_at: momentOf(wallTime, wanted.timeZone ?? row.time_zone),
  });
}
