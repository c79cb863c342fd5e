import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HUB } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { Rounds } from '../../platform/observability/rounds.js';
import { Uploads } from '../../platform/uploads/uploads.js';
import { roomStream } from '../rooms/rooms.events.js';
import { undoableSince } from './chat.commands.js';
import { ChatDatabase, ChatRepository } from './chat.repository.js';

const SWEEP_MS = 10_000;
const AT_ONCE = 100;

/**
 * When a deletion can no longer be undone, its words leave the database too. Every node sweeps; the lock of the room's
 * stream and a second look under it make each message go exactly once.
 */
@Injectable()
export class MessageEraser implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #rounds: Rounds;

  constructor(
    private readonly log: EventLog,
    private readonly repository: ChatRepository,
    private readonly database: ChatDatabase,
    private readonly uploads: Uploads,
    private readonly clock: Clock,
  ) {
    const round = () => this.eraseDue();
    this.#rounds = new Rounds(clock, {
      name: 'MessageEraser',
      failed: 'Deleted messages wait',
      everyMs: SWEEP_MS,
      round,
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  /** Erases everything that is due. One sweep at a time; never throws: what failed is due again next time. */
  sweep(): Promise<void> {
    return this.#rounds.now();
  }

  private async eraseDue(): Promise<void> {
    const { sql } = this.database;
    let files = false;
    for (let erased = AT_ONCE; erased === AT_ONCE && !this.#rounds.stopped;) {
      const due = await this.repository.dueForErasing(sql, undoableSince(this.clock.now()), AT_ONCE);
      for (const room of new Set(due.map((message) => message.room_id)))
        await this.eraseInRoom(
          room,
          due.filter((message) => message.room_id === room).map((message) => message.id),
        );
      erased = due.length;
      files ||= due.length > 0;
    }
    if (files) await this.uploads.sweep();
  }

  private async eraseInRoom(roomId: string, ids: readonly string[]): Promise<void> {
    const stream = roomStream(roomId);
    await this.log.change(HUB, [stream], async ({ at, sql, erase, append }) => {
      for (const messageId of await this.repository.stillDue(sql, ids, undoableSince(at))) {
        // The log first, then the fact, whose projection takes the words out of the rows.
        await erase(messageId);
        append({ stream, type: 'chat.message-erased', subject: messageId, payload: { messageId } });
      }
    });
  }
}
