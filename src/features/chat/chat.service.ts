import { Injectable } from '@nestjs/common';
import type { MessagesPage, ReadState } from '../../contract/chat.contract.js';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { Sql } from '../../platform/database/sql.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Reading } from '../../platform/event-log/readings.js';
import { Ids } from '../../platform/ids/ids.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { roomState, roomStream } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { notedBetween, unseenBetween } from './noted-messages.js';
import { ChatDoor } from './chat-door.js';
import { asStaff } from './deciding.js';
import { decideDelete, editMessage, postMessage, react, undoDelete } from './chat.commands.js';
import { assertAllowed, messageGone } from './chat.errors.js';
import { refusalOf } from './chat.policy.js';
import { ChatDatabase, ChatRepository, mineOf, type ReadRow } from './chat.repository.js';
import { chatState } from './chat.state.js';
import { MemoryRepository } from './memory.repository.js';
import { MessageEraser } from './message-eraser.js';
import { pageReading, type PageQuery } from './message-pages.js';
import { showsWords } from './message-states.js';
import { ReadMarks, readStateOf } from './read-marks.js';
import { ThreadsRepository } from './threads/threads.repository.js';
import { whenGone } from './threads/when-gone.js';

interface PersonalPart {
  read: ReadState;
  /** Where the messages begin that the viewer may read. */
  from: number;
  mine: Record<string, string[]>;
  thanked: string[];
}

/** The use cases of the chat. What is decided under the lock of the room is in `chat.commands.ts`. */
@Injectable()
export class ChatService {
  constructor(
    private readonly log: EventLog,
    private readonly door: ChatDoor,
    private readonly rooms: RoomsService,
    private readonly repository: ChatRepository,
    private readonly memory: MemoryRepository,
    private readonly eraser: MessageEraser,
    private readonly database: ChatDatabase,
    private readonly threads: ThreadsRepository,
    private readonly marks: ReadMarks,
    private readonly ids: Ids,
    private readonly profiles: ProfilesService,
  ) {}

  async post(actor: Actor, input: CommandParsed<'chat:post'>): Promise<CommandResult<'chat:post'>> {
    await this.door.assertKnown(actor, 'chat.post', input.roomId);
    const command = postMessage({ messageId: this.ids.next(), notified: await this.toNotify(actor, input) });
    return this.log.append(command, actor, roomStream(input.roomId), input, input.clientId);
  }

  async edit(actor: Actor, input: CommandParsed<'chat:edit'>): Promise<CommandResult<'chat:edit'>> {
    await this.door.assertKnown(actor, 'chat.edit', input.roomId);
    const command = editMessage({ notified: await this.toNotify(actor, input) });
    return this.log.append(command, actor, roomStream(input.roomId), input, input.clientId);
  }

  /** Through the cold door: the words leave the log in the same transaction; only `messages` keeps them, for an undo. */
  async delete(actor: Actor, input: CommandParsed<'chat:delete'>): Promise<CommandResult<'chat:delete'>> {
    await this.door.known(actor, 'chat.delete', input.roomId);
    const stream = roomStream(input.roomId);
    const idempotent = { key: input.clientId, command: 'chat:delete', input };
    return this.log.change(
      actor,
      [stream],
      async ({ at, sql, erase, append }) => {
        const item = { actor, stream, input, at };
        const rooms = await roomState.load(sql, [item]);
        const { message, undoUntil } = decideDelete(item, rooms, await chatState.load(sql, [item]));
        const messageId = message.id;
        await erase(messageId);
        const payload = { messageId, deletedAt: at.toISOString() };
        const { seq } = append({ stream, type: 'chat.message-deleted', subject: messageId, payload });
        if (showsWords(message.state)) await whenGone({ sql, append }, stream, message);
        const { author_id: personId, room_id: roomId } = message;
        const decision = { roomId, action: 'deleted', personId, messageId, by: actor, reason: '', at } as const;
        if (personId !== actor.accountId)
          await this.rooms.decisions.log(sql, { ...decision, asStaff: asStaff('chat.delete', item, rooms) });
        return { seq, undoUntil };
      },
      idempotent,
    );
  }

  async undoDelete(actor: Actor, input: CommandParsed<'chat:undo-delete'>): Promise<CommandResult<'chat:undo-delete'>> {
    await this.door.assertKnown(actor, 'chat.undo-delete', input.roomId);
    return this.log.append(undoDelete, actor, roomStream(input.roomId), input, input.clientId);
  }

  async react(actor: Actor, input: CommandParsed<'chat:react'>): Promise<CommandResult<'chat:react'>> {
    await this.door.assertKnown(actor, 'chat.react', input.roomId);
    return this.log.append(react, actor, roomStream(input.roomId), input, input.clientId);
  }

  read(actor: Actor, input: CommandParsed<'chat:read'>): Promise<ReadState> {
    return this.marks.read(actor, input);
  }

  /** The card others see while this person writes; nothing for whoever may not write now. */
  async typing(actor: Actor, roomId: string): Promise<object | undefined> {
    const { room, member } = await this.door.known(actor, 'chat.type', roomId);
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
    const { room, member } = await this.door.known(actor, 'chat.see-versions', roomId);
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
  personal(actor: Actor, roomId: string): Reading<PersonalPart> {
    return this.repository.personal(actor.accountId, roomId, (row) => ({
      read: readStateOf(roomId, row),
      from: row?.from ?? 0,
      mine: mineOf(row?.reactions ?? []),
      thanked: row?.thanked ?? [],
    }));
  }

  onRead(tell: (accountId: string, roomId: string) => void): void {
    this.marks.onRead(tell);
  }

  /**
   * From which seq a person may read the messages of a room (docs/permissions.md, "How far back somebody reads"): whatever shows,
   * finds or hands out messages, their files or their quotes leaves out those before. In SQL: `reads_from(room, account)`.
   */
  readsFrom(sql: Sql, roomId: string, accountId: string): Promise<number> {
    return this.memory.readsFrom(sql, roomId, accountId);
  }

  /** Those of these messages that stand before what this person may read: their files are not theirs either. */
  async outOfReach(actor: Actor, roomId: string, messageIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(await this.memory.beforeReach(this.sql, roomId, actor.accountId, messageIds));
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

  /** People who follow a thread and have not muted it; they are members of its room. */
  threadFollowers(sql: Sql, rootId: string): Promise<string[]> {
    return this.threads.followers(sql, rootId);
  }

  // --- for what reads a whole stretch of a room
  noted = notedBetween;
  unseen = unseenBetween;

  private get sql(): Sql {
    return this.database.sql;
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
