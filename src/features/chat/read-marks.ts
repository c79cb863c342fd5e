import { Injectable } from '@nestjs/common';
import type { ReadState } from '../../contract/chat.contract.js';
import type { CommandParsed } from '../../contract/realtime.contract.js';
import type { ThreadState } from '../../contract/threads.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { accountStream } from '../rooms/rooms.events.js';
import { ChatDoor } from './chat-door.js';
import { assertAllowed, messageGone } from './chat.errors.js';
import { refusalOf, type ChatVerb } from './chat.policy.js';
import { ChatDatabase, ChatRepository } from './chat.repository.js';
import { ThreadsRepository } from './threads/threads.repository.js';

/** Long enough for a device that is just coming back; a later one gets the value with its snapshot. */
const READ_SIGNAL_MS = 30_000;

/** How far each person has read, in rooms and in threads: rows, not events. All devices of the person hear of the new state. */
@Injectable()
export class ReadMarks {
  #tellRead: ((accountId: string, roomId: string) => void) | undefined;

  constructor(
    private readonly door: ChatDoor,
    private readonly database: ChatDatabase,
    private readonly repository: ChatRepository,
    private readonly threads: ThreadsRepository,
    private readonly realtime: Realtime,
    private readonly clock: Clock,
  ) {}

  async read(actor: Actor, { roomId, seq }: CommandParsed<'chat:read'>): Promise<ReadState> {
    await this.assertMay('chat.read-mark', actor, roomId);
    await this.repository.markRead(this.sql, roomId, actor.accountId, seq, this.clock.now());
    return this.tellRoom(actor, roomId);
  }

  async readThread(actor: Actor, { roomId, threadId, seq }: CommandParsed<'chat:read-thread'>): Promise<ThreadState> {
    await this.assertMay('chat.read-mark', actor, roomId, threadId);
    await this.threads.markRead(this.sql, actor.accountId, threadId, seq);
    return this.tellThread(actor, roomId, threadId);
  }

  async follow(actor: Actor, { roomId, threadId, ...how }: CommandParsed<'chat:follow-thread'>): Promise<ThreadState> {
    await this.assertMay('chat.follow-thread', actor, roomId, threadId);
    await this.threads.follow(this.sql, actor.accountId, threadId, how);
    return this.tellThread(actor, roomId, threadId);
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

  private async tellRoom(actor: Actor, roomId: string): Promise<ReadState> {
    this.#tellRead?.(actor.accountId, roomId);
    const [row] = await this.repository.readRows(this.sql, actor.accountId, [roomId]);
    return this.tell(actor, `read:${roomId}`, readStateOf(roomId, row ?? null));
  }

  /** What waits in threads is part of what waits in the room. */
  private async tellThread(actor: Actor, roomId: string, threadId: string): Promise<ThreadState> {
    const state = await this.threads.state(this.sql, actor.accountId, threadId);
    await this.tellRoom(actor, roomId);
    if (!state) throw messageGone();
    return this.tell(actor, `thread:${threadId}`, state);
  }

  private tell<S extends { turn: number }>(actor: Actor, key: string, state: S): S {
    const stream = accountStream(actor.accountId);
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
