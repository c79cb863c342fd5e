import { Injectable } from '@nestjs/common';
import type { MinutesView } from '../../contract/minutes.contract.js';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Language } from '../../contract/words.js';
import type { Actor } from '../../platform/actor/actor.js';
import { ChatService } from '../chat/chat.service.js';
import { roomStream } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { signedBy } from './hands.js';
import { MinutesBreakouts } from './minutes-breakouts.js';
import { changedMeanwhile, minutesNotFound } from './minutes.errors.js';
import { markdownOf } from './minutes-markdown.js';
import { MinutesRepository, type MinutesRow } from './minutes.repository.js';
import { minutesOf } from './minutes.view.js';

interface OfMeeting {
  readonly roomId: string;
  readonly meetingId: string;
}
export type MadeMinutes = MinutesRow & { to_seq: number };

/** What a meeting leaves behind. The projector that makes it is in `minutes.listeners.ts`, the replay in `replays.ts`. */
@Injectable()
export class MinutesService {
  constructor(
    private readonly repository: MinutesRepository,
    private readonly rooms: RoomsService,
    private readonly chat: ChatService,
    private readonly breakouts: MinutesBreakouts,
  ) {}

  async read(actor: Actor, { roomId, meetingId }: OfMeeting): Promise<MinutesView> {
    const row = await this.existing(actor, { roomId, meetingId });
    const sql = this.repository.pool;
    const { records } = this.rooms;
    const [meeting, people, notes, words, breakouts, mayEdit] = await Promise.all([
      records.meeting(sql, roomId, meetingId),
      records.attendance(sql, meetingId),
      this.chat.noted(sql, roomId, { after: row.from_seq, upTo: row.to_seq }),
      this.repository.words(sql, meetingId),
      this.breakouts.ofMeeting(sql, meetingId),
      this.rooms.may(actor, 'minutes.edit', roomId),
    ]);
    if (!meeting) throw minutesNotFound();
    const publishedBy = row.published_by === null ? null : await this.rooms.cardIn(roomId, row.published_by);
    return minutesOf({ row, meeting, people, ...notes, words, breakouts, publishedBy, mayEdit });
  }

  async markdown(actor: Actor, of: OfMeeting, language: Language, zone: string): Promise<string> {
    return markdownOf(await this.read(actor, of), language, zone);
  }

  async edit(actor: Actor, input: CommandParsed<'minutes:edit'>): Promise<CommandResult<'minutes:edit'>> {
    const { roomId, meetingId, revision, ...hand } = input;
    return this.rooms.change(actor, 'minutes.edit', roomId, async ({ sql }) => {
      const row = await this.locked(sql, roomId, meetingId);
      const by = actor.accountId;
      const signed = { ...hand, ...signedBy(by, row, hand) };
      if (!(await this.repository.save(sql, { meetingId, revision, by }, signed))) throw changedMeanwhile();
      return { revision: revision + 1 };
    });
  }

  /** Once; afterwards the host still corrects, and nobody is told a second time. */
  async publish(actor: Actor, input: OfMeeting): Promise<CommandResult<'minutes:publish'>> {
    const { roomId, meetingId } = input;
    return this.rooms.change(actor, 'minutes.publish', roomId, async ({ sql, at, append }) => {
      const row = await this.locked(sql, roomId, meetingId);
      if (row.published_at) return { publishedAt: row.published_at.toISOString() };
      await this.repository.publish(sql, meetingId, actor.accountId, at);
      const payload = { meetingId, from: row.from_seq };
      append({ stream: roomStream(roomId), type: 'minutes.minutes-published', subject: meetingId, payload });
      return { publishedAt: at.toISOString() };
    });
  }

  /** The row for somebody who may read all that was said in that meeting, or `not-found`. */
  async existing(actor: Actor, { roomId, meetingId }: OfMeeting): Promise<MadeMinutes> {
    await this.rooms.requireReadable(actor, roomId);
    const row = await this.locked(this.repository.pool, roomId, meetingId);
    const from = await this.chat.readsFrom(this.repository.pool, roomId, actor.accountId);
    if (row.from_seq + 1 < from) throw minutesNotFound();
    return row;
  }

  private async locked(sql: MinutesRepository['pool'], roomId: string, meetingId: string): Promise<MadeMinutes> {
    const row = await this.repository.minutes(sql, roomId, meetingId);
    if (!row || row.to_seq === null) throw minutesNotFound();
    return { ...row, to_seq: row.to_seq };
  }
}
