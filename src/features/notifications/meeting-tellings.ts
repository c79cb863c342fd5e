import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HUB } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Sql } from '../../platform/database/sql.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { NewEvent } from '../../platform/event-log/event-log.types.js';
import { InRounds } from '../../platform/observability/in-rounds.js';
import { accountStream } from '../rooms/rooms.events.js';
import { MeetingNewsRepository, NEWS_TYPES } from './meeting-news.repository.js';
import { RemindersRepository } from './reminders.repository.js';

const EVERY_MS = 5_000;

/** Something that many people of a room are told, some of them at a time. */
interface Tellings<T> {
  nextPeople(telling: T): Promise<string[]>;
  /** False where it has been done, or is not so any more. */
  take(sql: Sql, telling: T, last: string | null): Promise<boolean>;
  eventOf(telling: T, stream: string): NewEvent;
}

/**
 * Says that meetings are near, were moved or called off, and that they left minutes. What is near is read from the meetings as they
 * are now, so an edit, a cancellation or an answer needs no job to be taken back; how far the people have been told is kept with what
 * was told, so a crash in the middle repeats nobody.
 */
@Injectable()
export class MeetingTellings extends InRounds implements OnModuleInit {
  constructor(
    clock: Clock,
    private readonly log: EventLog,
    private readonly reminders: RemindersRepository,
    private readonly news: MeetingNewsRepository,
  ) {
    super(clock, { failed: 'News of meetings could not be looked at', everyMs: EVERY_MS });
  }

  onModuleInit(): void {
    // In the transaction of the fact: it is told from then on, and never again when something is rebuilt.
    this.log.project({ types: NEWS_TYPES, apply: (sql, events) => this.news.keep(sql, events) });
  }

  protected async look(): Promise<void> {
    const near = await this.reminders.due(this.clock.now());
    await this.rounds.each(near, (one) => this.tellAll(this.reminders, one));
    await this.rounds.each(await this.news.due(), (one) => this.tellAll(this.news, one));
  }

  private async tellAll<T extends { toldTo: string | null }>(tellings: Tellings<T>, telling: T): Promise<void> {
    let { toldTo } = telling;
    do toldTo = await this.tellSome(tellings, { ...telling, toldTo });
    while (toldTo !== null);
  }

  /** The next of the room's people; answers the last of them while there may be more. */
  private async tellSome<T>(tellings: Tellings<T>, telling: T): Promise<string | null> {
    const people = await tellings.nextPeople(telling);
    const last = people.at(-1) ?? null;
    const streams = people.map(accountStream);
    return this.log.change(HUB, streams, async ({ sql, append }) => {
      // Another node was faster, or it is not so any more.
      if (!(await tellings.take(sql, telling, last))) return null;
      for (const stream of streams) append(tellings.eventOf(telling, stream));
      return last;
    });
  }
}
