import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HUB } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { Rounds } from '../../platform/observability/rounds.js';
import { accountStream } from '../rooms/rooms.events.js';
import { RemindersRepository, type DueReminder } from './reminders.repository.js';

const EVERY_MS = 5_000;

/**
 * Says that meetings are near. What is due is read from the meetings as they are now, so an edit, a cancellation or an answer needs
 * no job to be taken back; how far a room has been told is kept with what was told, so a crash in the middle repeats nobody.
 */
@Injectable()
export class Reminders implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #rounds: Rounds;

  constructor(
    private readonly clock: Clock,
    private readonly log: EventLog,
    private readonly repository: RemindersRepository,
  ) {
    const round = () => this.look();
    this.#rounds = new Rounds(clock, {
      name: Reminders.name,
      failed: 'Reminders of meetings could not be looked at',
      everyMs: EVERY_MS,
      round,
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.#rounds.stop();
  }

  tick(): Promise<void> {
    return this.#rounds.now();
  }

  private async look(): Promise<void> {
    await this.#rounds.each(await this.repository.due(this.clock.now()), async (due) => {
      let toldTo = due.toldTo;
      do toldTo = await this.tellSome({ ...due, toldTo });
      while (toldTo !== null);
    });
  }

  /** The next of the room's people; answers the last of them while there may be more. */
  private async tellSome(due: DueReminder): Promise<string | null> {
    const people = await this.repository.nextPeople(due);
    const last = people.at(-1) ?? null;
    const { meetingId, roomId, what } = due;
    return this.log.change(HUB, people.map(accountStream), async ({ sql, append }) => {
      // Another node was faster, or the meeting is another one now.
      if (!(await this.repository.take(sql, due, last))) return null;
      const payload = { meetingId, roomId, what, startsAt: due.startsAt.toISOString() };
      for (const id of people)
        append({ stream: accountStream(id), type: 'notifications.meeting-near', subject: meetingId, payload });
      return last;
    });
  }
}
