import { Injectable } from '@nestjs/common';
import type { MessagesPage, ReadState } from '../../contract/chat.contract.js';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Sql } from '../../platform/database/sql.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Reading } from '../../platform/event-log/readings.js';
import { Ids } from '../../platform/ids/ids.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { accountStream, roomState, roomStream, type MemberState, type RoomState } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { decideDelete, editMessage, postMessage, react, undoDelete } from './chat.commands.js';
import { assertAllowed, messageGone, roomNotFound } from './chat.errors.js';
import { refusalOf, type ChatVerb } from './chat.policy.js';
import { ChatDatabase, ChatRepository, mineOf, type ReadRow } from './chat.repository.js';
import { chatState } from './chat.state.js';
import { MessageEraser } from './message-eraser.js';
import { pageReading, type PageQuery } from './message-pages.js';
import { showsWords } from './message-states.js';

/** Long enough for a device that is just coming back; a later one gets the value with its snapshot. */
const READ_SIGNAL_MS = 30_000;

const KNOWN_MAX = 20_000;

/** The use cases of the chat. What is decided under the lock of the room is in `chat.commands.ts`. */
@Injectable()
export class ChatService {
  /** `<room> <account>` of people who are or were members, as far as they have been asked about. */
  readonly #known = new Set<string>();

  constructor(
    private readonly log: EventLog,
    private readonly realtime: Realtime,
    private readonly rooms: RoomsService,
    private readonly repository: ChatRepository,
    private readonly eraser: MessageEraser,
    private readonly database: ChatDatabase,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly profiles: ProfilesService,
  ) {}

  async post(actor: Actor, input: CommandParsed<'chat:post'>): Promise<CommandResult<'chat:post'>> {
    await this.assertKnown(actor, 'chat.post', input.roomId);
    const command = postMessage({ messageId: this.ids.next(), notified: await this.toNotify(actor, input) });
    return this.log.append(command, actor, roomStream(input.roomId), input, input.clientId);
  }

  async edit(actor: Actor, input: CommandParsed<'chat:edit'>): Promise<CommandResult<'chat:edit'>> {
    await this.assertKnown(actor, 'chat.edit', input.roomId);
    const command = editMessage({ notified: await this.toNotify(actor, input) });
    return this.log.append(command, actor, roomStream(input.roomId), input, input.clientId);
  }

  /** Through the cold door: the words leave the log in the same transaction; only `messages` keeps them, for an undo. */
  async delete(actor: Actor, input: CommandParsed<'chat:delete'>): Promise<CommandResult<'chat:delete'>> {
    await this.known(actor, 'chat.delete', input.roomId);
    const stream = roomStream(input.roomId);
    const idempotent = { key: input.clientId, command: 'chat:delete', input };
    return this.log.change(
      actor,
      [stream],
      async ({ at, sql, erase, append }) => {
        const item = { actor, stream, input, at };
        const rooms = await roomState.load(sql, [item]);
        const { messageId, undoUntil } = decideDelete(item, rooms, await chatState.load(sql, [item]));
        await erase(messageId);
        const payload = { messageId, deletedAt: at.toISOString() };
        const { seq } = append({ stream, type: 'chat.message-deleted', subject: messageId, payload });
        return { seq, undoUntil };
      },
      idempotent,
    );
  }

  async undoDelete(actor: Actor, input: CommandParsed<'chat:undo-delete'>): Promise<CommandResult<'chat:undo-delete'>> {
    await this.assertKnown(actor, 'chat.undo-delete', input.roomId);
    return this.log.append(undoDelete, actor, roomStream(input.roomId), input, input.clientId);
  }

  async react(actor: Actor, input: CommandParsed<'chat:react'>): Promise<CommandResult<'chat:react'>> {
    await this.assertKnown(actor, 'chat.react', input.roomId);
    return this.log.append(react, actor, roomStream(input.roomId), input, input.clientId);
  }

  /** Read marks are rows, not events; all devices of the person hear of the new state. */
  async read(actor: Actor, { roomId, seq }: CommandParsed<'chat:read'>): Promise<ReadState> {
    const { room, member } = await this.known(actor, 'chat.read-mark', roomId);
    assertAllowed(refusalOf('chat.read-mark', actor, member, room));
    await this.repository.markRead(this.sql, roomId, actor.accountId, seq, this.clock.now());
    const state = await this.readState(this.sql, actor, roomId);
    const stream = accountStream(actor.accountId);
    const key = `read:${roomId}`;
    if (!isAhead(this.realtime.signals(stream)[key], state))
      this.realtime.setSignal(stream, key, state, READ_SIGNAL_MS);
    return state;
  }

  /** The card others see while this person writes; nothing for whoever may not write now. */
  async typing(actor: Actor, roomId: string): Promise<object | undefined> {
    const { room, member } = await this.known(actor, 'chat.type', roomId);
    return member && refusalOf('chat.type', actor, member, room) === null ? { person: member.person } : undefined;
  }

  async messages(actor: Actor, { roomId, ...query }: { roomId: string } & PageQuery): Promise<MessagesPage> {
    if ([query.before, query.after, query.around].filter((edge) => edge !== undefined).length > 1)
      throw new DomainError('invalid-input', { field: 'before, after, around' });
    // Rights and content are of one moment: whoever was removed just before reads nothing that came after.
    const { head, answers } = await this.log.atOnce(roomStream(roomId), [
      this.rooms.readable(actor, roomId),
      pageReading(this.repository, roomId, actor.accountId, query),
    ]);
    return { epoch: head.epoch, head: head.seq, ...answers[1] };
  }

  /** What a message said and says, oldest first: for the staff of the room, while anybody may read it. */
  async versions(actor: Actor, { roomId, messageId }: { roomId: string; messageId: string }) {
    const { room, member } = await this.known(actor, 'chat.see-versions', roomId);
    assertAllowed(refusalOf('chat.see-versions', actor, member, room));
    return this.log.consistently(roomStream(roomId), async (sql) => {
      const [message] = await this.repository.byIds(sql, [messageId]);
      if (message?.room_id !== roomId || message.text === null || !showsWords(message.state)) throw messageGone();
      const earlier = await this.repository.versions(sql, messageId);
      const versions = [...earlier, { text: message.text, at: message.edited_at ?? message.posted_at }];
      return { versions: versions.map(({ text, at }) => ({ text, at: at.toISOString() })) };
    });
  }

  /** Of the viewer alone: what they have read and how they reacted to the latest messages. */
  personal(actor: Actor, roomId: string): Reading<{ read: ReadState; mine: Record<string, string[]> }> {
    return this.repository.personal(actor.accountId, roomId, (row) => ({
      read: readStateOf(roomId, row),
      mine: mineOf(row?.reactions ?? []),
    }));
  }

  async readState(sql: Sql, actor: Actor, roomId: string): Promise<ReadState> {
    const [row] = await this.repository.readRows(sql, actor.accountId, [roomId]);
    return readStateOf(roomId, row ?? null);
  }

  /** What can no longer be undone goes now instead of with the next sweep. */
  eraseDue(): Promise<void> {
    return this.eraser.sweep();
  }

  /** For the lists of rooms. */
  async unread(accountId: string, roomIds: readonly string[]): Promise<Map<string, ReadRow>> {
    const rows = await this.repository.readRows(this.sql, accountId, roomIds);
    return new Map(rows.map((row) => [row.roomId, row]));
  }

  private get sql(): Sql {
    return this.database.sql;
  }

  /**
   * The quick refusal: no such room, or somebody who never had to do with it. Whoever once was a member passes on to the
   * lock, so that a retry finds the result it once had.
   */
  private async known(
    actor: Actor,
    verb: ChatVerb,
    roomId: string,
  ): Promise<{ room: RoomState; member: MemberState | undefined }> {
    const item = { actor, stream: roomStream(roomId), input: null, at: this.clock.now() };
    const room = (await roomState.load(this.sql, [item])).get(roomId);
    if (!room) throw roomNotFound();
    const member = room.members.get(actor.accountId);
    if (member) this.remember(`${roomId} ${actor.accountId}`);
    if (!member) assertAllowed(refusalOf(verb, actor, undefined, room, true));
    return { room, member };
  }

  // A row of `memberships` changes and never goes: who once was a member need not be asked about again.
  private async assertKnown(actor: Actor, verb: ChatVerb, roomId: string): Promise<void> {
    if (!this.#known.has(`${roomId} ${actor.accountId}`)) await this.known(actor, verb, roomId);
  }

  private remember(place: string): void {
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.add(place);
  }

  /** Mentioned members of the room, whose own stream the batch has to lock; nobody hears of a mention across a block. */
  private async toNotify(actor: Actor, input: { roomId: string; mentions: readonly string[] }): Promise<string[]> {
    const others = input.mentions.filter((id) => id !== actor.accountId);
    const members = await this.repository.membersAmong(this.sql, [input.roomId], others);
    const ids = members.map((member) => member.account_id);
    const apart = await this.profiles.blockedEither(this.sql, actor.accountId, ids);
    return ids.filter((id) => !apart.has(id));
  }
}

function readStateOf(roomId: string, row: ReadState | null): ReadState {
  const { readSeq, unread, mentions, firstUnread } = row ?? { readSeq: 0, unread: 0, mentions: 0, firstUnread: null };
  return { roomId, readSeq, unread, mentions, firstUnread };
}

/** A device that was faster has already told a later position. */
function isAhead(said: unknown, state: ReadState): boolean {
  return typeof said === 'object' && said !== null && 'readSeq' in said && Number(said.readSeq) > state.readSeq;
}
