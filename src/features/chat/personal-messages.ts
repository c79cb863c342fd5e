import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HUB } from '../../platform/actor/actor.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { PersonalData } from '../../platform/personal-data/personal-data.js';
import { Uploads } from '../../platform/uploads/uploads.js';
import { roomStream } from '../rooms/rooms.events.js';
import { ChatRepository } from './chat.repository.js';
import { showsWords } from './message-states.js';
import { PersonalMessagesRepository } from './personal-messages.repository.js';
import { whenGone } from './threads/when-gone.js';

const AT_ONCE = 100;

/** What somebody said: handed out to them, and erased where they want that when they go. */
@Injectable()
export class PersonalMessages implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly data: PersonalData,
    private readonly uploads: Uploads,
    private readonly messages: ChatRepository,
    private readonly repository: PersonalMessagesRepository,
  ) {}

  onModuleInit(): void {
    const { repository } = this;
    this.data.contribute({
      name: 'messages',
      async *pieces(accountId) {
        yield { path: 'messages.jsonl', rows: repository.written(accountId) };
        yield { path: 'reactions.jsonl', rows: repository.reactions(accountId) };
        yield { path: 'drafts.jsonl', rows: repository.drafts(accountId) };
        yield { path: 'saved-messages.jsonl', rows: repository.saved(accountId) };
      },
      forget: (sql, accountId) => repository.forget(sql, accountId),
      eraseTexts: async (accountId) => {
        const due = await repository.toErase(accountId, AT_ONCE);
        for (const { id, room_id: roomId } of due) await this.erase(roomId, id);
        if (due.length > 0) await this.uploads.sweep();
        return due.length > 0;
      },
    });
  }

  /** One at a time: what follows for its thread is counted from the rows of the ones before. There is no undo. */
  private async erase(roomId: string, messageId: string): Promise<void> {
    const stream = roomStream(roomId);
    await this.log.change(HUB, [stream], async ({ at, sql, erase, append }) => {
      const [message] = await this.messages.byIds(sql, [messageId]);
      if (!message || message.erased_at !== null) return;
      await erase(messageId);
      if (message.state !== 'deleted') {
        const payload = { messageId, deletedAt: at.toISOString() };
        append({ stream, type: 'chat.message-deleted', subject: messageId, payload });
        if (showsWords(message.state)) await whenGone({ sql, append }, stream, message);
      }
      append({ stream, type: 'chat.message-erased', subject: messageId, payload: { messageId } });
    });
  }
}
