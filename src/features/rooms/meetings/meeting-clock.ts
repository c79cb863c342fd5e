import { Injectable } from '@nestjs/common';
import { HUB } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { InRounds } from '../../../platform/observability/in-rounds.js';
import type { LockedRoom } from '../locked-room.js';
import { RoomDoor } from '../room-door.js';
import { cancelAll, endMeeting, saveWith } from './meeting-facts.js';
import { byTheClock, DOORS_OPEN_MS, EMPTY_MS, mayBecome } from './meeting-states.js';
import type { MeetingRow } from './meeting.view.js';
import { MeetingsRepository } from './meetings.repository.js';
import { RunMeetings } from './run-meetings.js';

const EVERY_MS = 5_000;

/**
 * Opens the doors, begins, ends and gives up meetings when their time has come. Every node looks; what is decided is decided under
 * the lock of the room, so it happens once.
 */
@Injectable()
export class MeetingClock extends InRounds {
  constructor(
    private readonly door: RoomDoor,
    private readonly repository: MeetingsRepository,
    private readonly running: RunMeetings,
    clock: Clock,
  ) {
    super(clock, { failed: 'Meetings could not be looked at', everyMs: EVERY_MS });
  }

  protected async look(): Promise<void> {
    const due = await this.repository.due(this.clock.now(), DOORS_OPEN_MS, EMPTY_MS);
    await this.rounds.each([...Map.groupBy(due, (meeting) => meeting.room_id)], ([roomId, meetings]) =>
      this.door.lock(HUB, { roomId, people: [] }, async (room) => {
        // One look for all of a room: whoever comes between two of its meetings must not begin the later one.
        const somebodyThere = await this.repository.somebodyThere(room.change.sql, roomId);
        for (const { id } of meetings) await this.decide(room, id, somebodyThere);
      }),
    );
  }

  private async decide(room: LockedRoom, id: string, somebodyThere: boolean): Promise<void> {
    const { sql, at } = room.change;
    const row = await this.repository.meeting(sql, room.row.id, id);
    if (!row) return;
    const next = byTheClock(row, at, somebodyThere);
    if (next === null || !mayBecome(row.state, next)) return;
    if (next === 'waiting') {
      row.state = next;
      await saveWith(room, this.repository, 'meetings.meeting-opened', [row]);
    } else if (next === 'live') {
      // Another planned meeting that goes on is waited for.
      if (!(await this.repository.plannedLive(sql, room.row.id))) await this.running.begin(room, row);
    } else if (next === 'ended') await endMeeting(room, this.repository, row, endOf(row, at));
    else await cancelAll(room, this.repository, [row]);
  }
}

/** A planned meeting was over when the last one left; a drop-in one when it was clear that nobody comes back. */
const endOf = ({ form, empty_since: empty }: MeetingRow, at: Date): Date =>
  empty === null ? at : form === 'drop-in' ? new Date(empty.getTime() + EMPTY_MS) : empty;
