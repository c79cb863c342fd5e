import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HUB } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Uploads } from '../../platform/uploads/uploads.js';
import { roomStream } from '../rooms/rooms.events.js';
import { ChatDatabase } from './chat.repository.js';
import { MemoryRepository } from './memory.repository.js';

const DAY_MS = 24 * 60 * 60_000;
const AT_ONCE = 100;

/** Rooms that keep their messages only so long: every night what is older goes, as if each had been deleted, and nobody reads back to it. */
@Injectable()
export class Retention implements OnModuleInit, BeforeApplicationShutdown {
  #closed = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly log: EventLog,
    private readonly repository: MemoryRepository,
    private readonly database: ChatDatabase,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.repeat('chat:retention', '41 3 * * *', () => this.sweep());
  }

  beforeApplicationShutdown(): void {
    this.#closed = true;
  }

  /** Batches of a hundred, each a transaction of its own; what is left when the hub stops goes the next night. */
  async sweep(): Promise<void> {
    let gone = 0;
    for (const { roomId, days } of await this.repository.forgetful(this.database.sql))
      gone += await this.sweepRoom(roomId, days);
    if (gone > 0) await this.uploads.sweep();
  }

  /** Answers how many messages went. */
  async sweepRoom(roomId: string, days: number): Promise<number> {
    const before = new Date(this.clock.epochMs() - days * DAY_MS);
    let gone = 0;
    for (let some = AT_ONCE; some === AT_ONCE && !this.#closed; gone += some)
      some = await this.eraseSome(roomId, before);
    return gone;
  }

  private async eraseSome(roomId: string, before: Date): Promise<number> {
    const stream = roomStream(roomId);
    return this.log.change(HUB, [stream], async ({ sql, erase, append }) => {
      const due = await this.repository.olderThan(sql, roomId, before, AT_ONCE);
      const last = due.at(-1);
      if (!last) return 0;
      for (const { id: messageId, erased } of due) {
        if (erased) continue;
        await erase(messageId);
        append({ stream, type: 'chat.message-erased', subject: messageId, payload: { messageId } });
      }
      const payload = { from: last.seq + 1, first: await this.repository.firstFrom(sql, roomId, last.seq + 1) };
      append({ stream, type: 'chat.history-erased', subject: roomId, payload });
      return due.length;
    });
  }
}
