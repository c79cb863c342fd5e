import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ReadNoticesInput } from '../../contract/notifications.contract.js';
import { type Actor, HUB } from '../../platform/actor/actor.js';
import { Clock, type Timer } from '../../platform/clock/clock.js';
import type { Sql } from '../../platform/database/sql.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { ChatService } from '../chat/chat.service.js';
import { accountStream } from '../rooms/rooms.events.js';
import { NoticesRepository } from './notices.repository.js';

const TOGETHER_MS = 150;

/** Read anywhere is read everywhere: in the inbox, or where the message itself stands. */
@Injectable()
export class NoticesRead implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger(NoticesRead.name);
  readonly #places = new Map<string, { accountId: string; roomId: string }>();
  #timer: Timer | undefined;
  #telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly chat: ChatService,
    private readonly clock: Clock,
    private readonly repository: NoticesRepository,
  ) {}

  onModuleInit(): void {
    this.chat.onRead((accountId, roomId) => this.heard({ accountId, roomId }));
  }

  async onModuleDestroy(): Promise<void> {
    this.clock.clearTimer(this.#timer);
    await this.#telling;
  }

  async read(actor: Actor, { noticeIds, upTo }: ReadNoticesInput): Promise<{ unread: number }> {
    const wanted = { noticeIds, upTo: upTo === undefined ? undefined : new Date(upTo) };
    return this.changing(actor, actor.accountId, (sql, at) =>
      this.repository.markRead(sql, actor.accountId, wanted, at),
    );
  }

  // Many people read at once; one question for all of them. The mark itself is the truth: what is lost here is only told later.
  private heard(place: { accountId: string; roomId: string }): void {
    this.#places.set(`${place.accountId} ${place.roomId}`, place);
    this.#timer ??= this.clock.setTimer(() => {
      this.#timer = undefined;
      const places = [...this.#places.values()];
      this.#places.clear();
      this.#telling = this.#telling.then(() => this.tell(places));
    }, TOGETHER_MS);
  }

  private async tell(places: readonly { accountId: string; roomId: string }[]): Promise<void> {
    try {
      for (const id of await this.repository.coveredBy(places))
        await this.changing(HUB, id, (sql, at) => this.repository.markCovered(sql, id, at));
    } catch (error) {
      this.#logger.warn(`What was read in rooms is told with the next reading: ${String(error)}`);
    }
  }

  private async changing(
    actor: Actor,
    accountId: string,
    mark: (sql: Sql, at: Date) => Promise<number>,
  ): Promise<{ unread: number }> {
    const stream = accountStream(accountId);
    return this.log.change(actor, [stream], async ({ sql, at, append }) => {
      const changed = await mark(sql, at);
      const unread = (await this.repository.unread(sql, [accountId])).get(accountId) ?? 0;
      if (changed > 0) append({ stream, type: 'notifications.notices-read', subject: null, payload: { unread } });
      return { unread };
    });
  }
}
