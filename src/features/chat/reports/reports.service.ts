import { Injectable } from '@nestjs/common';
import type { MessageView } from '../../../contract/chat.contract.js';
import type { CommandParsed } from '../../../contract/realtime.contract.js';
import {
  REPORTS_PAGE,
  type HiddenMessage,
  type ReportContext,
  type ReportList,
  type ReportView,
} from '../../../contract/reports.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Sql } from '../../../platform/database/sql.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import { RateLimits } from '../../../platform/http/rate-limits.js';
import { Ids } from '../../../platform/ids/ids.js';
import { roomStaffStream, roomState, roomStream } from '../../rooms/rooms.events.js';
import { allowed, inRoom } from '../deciding.js';
import { alreadyReported, assertAllowed, messageGone, messageHidden } from '../chat.errors.js';
import { refusalOf, type ChatVerb } from '../chat.policy.js';
import { ChatDatabase, ChatRepository } from '../chat.repository.js';
import { uncoveredViewOf, type MessageRow } from '../chat.view.js';
import { MemoryRepository } from '../memory.repository.js';
import { ReportsRepository, type ReportRow } from './reports.repository.js';

/** Reports of one person; far above what anybody needs who means it. */
const REPORTS = { points: 20, durationSec: 3_600 };

interface Place {
  readonly roomId: string;
}

/** People tell the room's staff of a message, and that staff reads what was said. What they decide is `JudgeMessages`. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly log: EventLog,
    private readonly chat: ChatRepository,
    private readonly repository: ReportsRepository,
    private readonly memory: MemoryRepository,
    private readonly database: ChatDatabase,
    private readonly limits: RateLimits,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Nobody but the staff learns who reported: the fact itself has no author. */
  async report(actor: Actor, input: CommandParsed<'chat:report'>): Promise<Record<string, never>> {
    const { roomId, messageId, reason, words } = input;
    await this.require(actor, input, 'report.make');
    await this.limits.consume('report', actor.accountId, REPORTS);
    const [stream, staff] = [roomStream(roomId), roomStaffStream(roomId)];
    const idempotent = { key: input.clientId, command: 'chat:report', input };
    return this.log.change(
      actor,
      [stream, staff],
      async ({ at, sql, append }) => {
        const item = { actor, stream, input, at };
        allowed('report.make', item, await roomState.load(sql, [item]));
        const message = await this.message(sql, input);
        if (message.state === 'hidden') throw messageHidden();
        const unseen = message.seq < (await this.memory.readsFrom(sql, roomId, actor.accountId));
        if (message.state !== 'visible' || unseen) throw messageGone();
        if (message.author_id === actor.accountId) assertAllowed('not-allowed');
        const reportId = this.ids.next();
        const report = { id: reportId, roomId, messageId, reporterId: actor.accountId, reason, words, at };
        if (!(await this.repository.open(sql, report))) throw alreadyReported();
        const payload = { reportId, messageId, reason, open: await this.repository.countOpen(sql, roomId) };
        append({ stream: staff, type: 'chat.report-opened', subject: reportId, actor: null, payload });
        return {};
      },
      idempotent,
    );
  }

  async list(
    actor: Actor,
    { roomId, state, before }: Place & { state: 'open' | 'closed'; before?: string | undefined },
  ): Promise<ReportList> {
    await this.require(actor, { roomId }, 'report.handle');
    return this.log.consistently(roomStream(roomId), async (sql) => {
      const rows = await this.repository.page(sql, roomId, { state, before: before ?? null });
      const shown = rows.slice(0, REPORTS_PAGE);
      return {
        reports: await this.viewsOf(sql, shown),
        next: rows.length > REPORTS_PAGE ? (shown.at(-1)?.id ?? null) : null,
        open: await this.repository.countOpen(sql, roomId),
      };
    });
  }

  /** With what was said around it: out of context nobody can judge. */
  async context(actor: Actor, { roomId, reportId }: Place & { reportId: string }): Promise<ReportContext> {
    await this.require(actor, { roomId }, 'report.handle');
    return this.log.consistently(roomStream(roomId), async (sql) => {
      const row = await this.repository.byId(sql, roomId, reportId);
      const [report] = row ? await this.viewsOf(sql, [row]) : [];
      if (!report) throw messageGone();
      const around = await this.repository.around(sql, roomId, report.message.seq);
      const messages = await this.messages(sql, around);
      return { report, messages: around.flatMap((id) => messages.get(id) ?? []) };
    });
  }

  /** For its author and the room's staff: what was hidden, and why. */
  async hidden(actor: Actor, { roomId, messageId }: Place & { messageId: string }): Promise<HiddenMessage> {
    const { room, member } = await this.place(this.database.sql, actor, { roomId });
    const { sql } = this.database;
    const [row] = await this.chat.byIds(sql, [messageId]);
    const own = row?.room_id === roomId && row.author_id === actor.accountId;
    assertAllowed(refusalOf('chat.see-hidden', actor, member, room, own));
    const hiding =
      row?.state === 'hidden' && row.room_id === roomId ? await this.repository.hiding(sql, messageId) : null;
    if (!row || !hiding) throw messageGone();
    return { message: uncoveredViewOf(row), reason: hiding.reason, hiddenAt: hiding.at.toISOString() };
  }

  private async message(sql: Sql, { roomId, messageId }: Place & { messageId: string }): Promise<MessageRow> {
    const [row] = await this.chat.byIds(sql, [messageId]);
    return inRoom(row, { roomId });
  }

  private async require(actor: Actor, input: Place, verb: ChatVerb): Promise<void> {
    await this.place(this.database.sql, actor, input, verb);
  }

  private async place(sql: Sql, actor: Actor, input: Place, verb?: ChatVerb) {
    const item = { actor, stream: roomStream(input.roomId), input, at: this.clock.now() };
    const rooms = await roomState.load(sql, [item]);
    const room = rooms.get(input.roomId);
    if (verb || !room) allowed(verb ?? 'chat.see-hidden', item, rooms);
    if (!room) throw messageGone();
    return { room, member: room.members.get(actor.accountId) };
  }

  private async viewsOf(sql: Sql, rows: readonly ReportRow[]): Promise<ReportView[]> {
    const messages = await this.messages(sql, [...new Set(rows.map((row) => row.message_id))]);
    return rows.flatMap(({ id, message_id, reporter, reason, words, opened_at, outcome, closed_at }) => {
      const message = messages.get(message_id);
      const [openedAt, closedAt] = [opened_at.toISOString(), closed_at?.toISOString() ?? null];
      return message ? [{ id, message, reporter, reason, words, openedAt, outcome, closedAt }] : [];
    });
  }

  private async messages(sql: Sql, ids: readonly string[]): Promise<Map<string, MessageView>> {
    const rows = await this.chat.byIds(sql, ids);
    return new Map(rows.map((row) => [row.id, uncoveredViewOf(row)]));
  }
}
