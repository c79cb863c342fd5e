import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HUB } from '../../../platform/actor/actor.js';
import { Clock, type Timer } from '../../../platform/clock/clock.js';
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
export class MeetingClock implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(MeetingClock.name);
  #timer: Timer | undefined;
  #ticking: Promise<void> | undefined;

  constructor(
    private readonly door: RoomDoor,
    private readonly repository: MeetingsRepository,
    private readonly running: RunMeetings,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = this.clock.setRepeating(() => void this.tick(), EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.clock.clearTimer(this.#timer);
    await this.#ticking;
  }

  tick(): Promise<void> {
    this.#ticking ??= this.look().finally(() => (this.#ticking = undefined));
    return this.#ticking;
  }

  private async look(): Promise<void> {
    try {
      const due = await this.repository.due(this.clock.now(), DOORS_OPEN_MS, EMPTY_MS);
      for (const { room_id: roomId, id } of due)
        await this.door.lock(HUB, { roomId, people: [] }, (room) => this.decide(room, id));
    } catch (error) {
      this.#logger.warn(`Meetings could not be looked at, they are in five seconds: ${String(error)}`);
    }
  }

  private async decide(room: LockedRoom, id: string): Promise<void> {
    const { sql, at } = room.change;
    const row = await this.repository.meeting(sql, room.row.id, id);
    if (!row) return;
    const next = byTheClock(row, at, await this.repository.somebodyThere(sql, room.row.id));
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
