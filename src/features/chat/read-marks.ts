import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ReadState } from '../../contract/chat.contract.js';
import type { CommandParsed } from '../../contract/realtime.contract.js';
import type { ThreadState } from '../../contract/threads.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Rounds } from '../../platform/observability/rounds.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { accountStream } from '../rooms/rooms.events.js';
import { ChatDoor } from './chat-door.js';
import { assertAllowed, messageGone } from './chat.errors.js';
import { refusalOf, type ChatVerb } from './chat.policy.js';
import { ChatDatabase, ChatRepository } from './chat.repository.js';
import { ThreadsRepository } from './threads/threads.repository.js';

/** Long enough for a device that is just coming back; a later one gets the value with its snapshot. */
const READ_SIGNAL_MS = 30_000;
const LOOK_MS = 1_000;
/** Looks that succeed. A server that was frozen may finish a commit whose connection has long been cut. */
const LOOKS = 3;
const DOUBTS_MAX = 5_000;

/** How far each person has read, in rooms and in threads: rows, not events. All devices of the person hear of the new state. */
@Injectable()
export class ReadMarks implements OnApplicationBootstrap, OnModuleDestroy {
  /** Marks that may have been set although setting them failed, by "account room": nobody has been told. */
  readonly #doubts = new Map<string, { accountId: string; roomId: string; looks: number }>();
  readonly #rounds: Rounds;
  #tellRead: ((accountId: string, roomId: string) => void) | undefined;

  constructor(
    private readonly door: ChatDoor,
    private readonly database: ChatDatabase,
    private readonly repository: ChatRepository,
    private readonly threads: ThreadsRepository,
    private readonly realtime: Realtime,
    private readonly clock: Clock,
  ) {
    const round = () => this.#rounds.each([...this.#doubts.entries()], ([key, doubt]) => this.lookAt(key, doubt));
    this.#rounds = new Rounds(clock, { name: ReadMarks.name, failed: 'What was read waits', everyMs: LOOK_MS, round });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#rounds.stop();
  }

  async read(actor: Actor, { roomId, seq }: CommandParsed<'chat:read'>): Promise<ReadState> {
    await this.assertMay('chat.read-mark', actor, roomId);
    return this.telling(actor, roomId, async () => {
      await this.repository.markRead(this.sql, roomId, actor.accountId, seq, this.clock.now());
      return this.tellRoom(actor.accountId, roomId);
    });
  }

  async readThread(actor: Actor, { roomId, threadId, seq }: CommandParsed<'chat:read-thread'>): Promise<ThreadState> {
    await this.assertMay('chat.read-mark', actor, roomId, threadId);
    return this.telling(actor, roomId, async () => {
      await this.threads.markRead(this.sql, actor.accountId, threadId, seq);
      return this.tellThread(actor.accountId, roomId, threadId);
    });
  }

  async follow(actor: Actor, { roomId, threadId, ...how }: CommandParsed<'chat:follow-thread'>): Promise<ThreadState> {
    await this.assertMay('chat.follow-thread', actor, roomId, threadId);
    await this.threads.follow(this.sql, actor.accountId, threadId, how);
    return this.tellThread(actor.accountId, roomId, threadId);
  }

  /** A mark is no event: whoever keeps count of what is unread elsewhere hears of it here, on the node where it was set. */
  onRead(tell: (accountId: string, roomId: string) => void): void {
    this.#tellRead = tell;
  }

  private async assertMay(verb: ChatVerb, actor: Actor, roomId: string, threadId?: string): Promise<void> {
    const { room, member } = await this.door.known(actor, verb, roomId);
    assertAllowed(refusalOf(verb, actor, member, room));
    if (threadId !== undefined && !(await this.threads.isRoot(this.sql, roomId, threadId))) throw messageGone();
  }

  /** Whether it was set is not known when this fails; the other devices of the person hear of it later if it was. */
  private async telling<T>({ accountId }: Actor, roomId: string, set: () => Promise<T>): Promise<T> {
    try {
      return await set();
    } catch (error) {
      if (this.#doubts.size < DOUBTS_MAX) this.#doubts.set(`${accountId} ${roomId}`, { accountId, roomId, looks: LOOKS });
      throw error;
    }
  }

  private async lookAt(key: string, doubt: { accountId: string; roomId: string; looks: number }): Promise<void> {
    await this.tellRoom(doubt.accountId, doubt.roomId);
    doubt.looks -= 1;
    if (doubt.looks === 0 && this.#doubts.get(key) === doubt) this.#doubts.delete(key);
  }

  private async tellRoom(accountId: string, roomId: string): Promise<ReadState> {
    this.#tellRead?.(accountId, roomId);
    const [row] = await this.repository.readRows(this.sql, accountId, [roomId]);
    return this.tell(accountId, `read:${roomId}`, readStateOf(roomId, row ?? null));
  }

  /** What waits in threads is part of what waits in the room. */
  private async tellThread(accountId: string, roomId: string, threadId: string): Promise<ThreadState> {
    const state = await this.threads.state(this.sql, accountId, threadId);
    await this.tellRoom(accountId, roomId);
    if (!state) throw messageGone();
    return this.tell(accountId, `thread:${threadId}`, state);
  }

  private tell<S extends { turn: number }>(accountId: string, key: string, state: S): S {
    const stream = accountStream(accountId);
    if (!isAhead(this.realtime.signals(stream)[key], state))
      this.realtime.setSignal(stream, key, state, READ_SIGNAL_MS);
    return state;
  }

  private get sql() {
    return this.database.sql;
  }
}

export function readStateOf(roomId: string, row: ReadState | null): ReadState {
  const nothing = { readSeq: 0, unread: 0, mentions: 0, firstUnread: null, turn: 0 };
  const { readSeq, unread, mentions, firstUnread, turn } = row ?? nothing;
  return { roomId, readSeq, unread, mentions, firstUnread, turn };
}

/** A device that was faster has already told a later state. */
function isAhead(said: unknown, { turn }: { turn: number }): boolean {
  return typeof said === 'object' && said !== null && 'turn' in said && Number(said.turn) > turn;
}
