import { Injectable } from '@nestjs/common';
import type { CommandParsed, EventPayload } from '../../../contract/realtime.contract.js';
import type { ReportOutcome } from '../../../contract/reports.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import type { Change } from '../../../platform/event-log/event-log.types.js';
import { accountStream, roomStaffStream, roomState, roomStream } from '../../rooms/rooms.events.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { allowed, asStaff, inRoom } from '../deciding.js';
import { messageGone, reportClosed } from '../chat.errors.js';
import type { ChatVerb } from '../chat.policy.js';
import { ChatDatabase, ChatRepository, countsOf } from '../chat.repository.js';
import { messageViewOf, type MessageRow } from '../chat.view.js';
import { mayBecome, showsWords } from '../message-states.js';
import { restoredReply, threadsOf } from '../threads/replies.js';
import { whenGone } from '../threads/when-gone.js';
import { ReportsRepository } from './reports.repository.js';

type Judging = 'chat:hide' | 'chat:show' | 'chat:settle-reports';
interface Case {
  readonly change: Change;
  readonly message: MessageRow;
  readonly actor: Actor;
  /** By virtue of an office on the platform. */
  readonly officially: boolean;
  readonly reason: string;
  readonly stream: string;
  /** Open reports whose people can be told. */
  readonly reports: readonly { id: string; reporter_id: string }[];
}

/** The staff of the room decides about a message: each decision has a reason, is kept, and is told to whom it concerns. */
@Injectable()
export class JudgeMessages {
  constructor(
    private readonly log: EventLog,
    private readonly rooms: RoomsService,
    private readonly chat: ChatRepository,
    private readonly repository: ReportsRepository,
    private readonly database: ChatDatabase,
    private readonly clock: Clock,
  ) {}

  /** As with a deletion the words leave the log; `messages` keeps them for who may still read them, and for showing it again. */
  hide(actor: Actor, input: CommandParsed<'chat:hide'>): Promise<{ seq: number }> {
    return this.judge(actor, 'chat:hide', 'chat.hide', input, async (one) => {
      const { change, message, stream } = one;
      if (!mayBecome(message.state, 'hidden')) throw messageGone();
      await change.erase(message.id);
      await this.repository.setHidden(change.sql, message.id, {
        at: change.at,
        by: actor.accountId,
        reason: one.reason,
      });
      const payload = { messageId: message.id, byId: actor.accountId };
      const { seq } = change.append({ stream, type: 'chat.message-hidden', subject: message.id, payload });
      if (showsWords(message.state)) await whenGone(change, stream, message);
      await this.settle(one, 'hidden');
      await this.decided(one, 'hidden');
      return { seq };
    });
  }

  show(actor: Actor, input: CommandParsed<'chat:show'>): Promise<{ seq: number }> {
    return this.judge(actor, 'chat:show', 'chat.hide', input, async (one) => {
      const { change, message, stream } = one;
      if (message.state !== 'hidden') throw messageGone();
      await this.repository.setHidden(change.sql, message.id, null);
      const counts = await this.chat.reactionCounts(change.sql, [message.id]);
      const shown = messageViewOf({ ...message, state: 'visible' }, countsOf(counts, message.id));
      const payload = { message: shown };
      const { seq } = change.append({ stream, type: 'chat.message-shown', subject: message.id, payload });
      payload.message.touched = seq;
      for (const thread of (await threadsOf(change.sql, [message.id])).values()) {
        const back = { messageId: thread.id, replies: restoredReply(thread, message) };
        change.append({ stream, type: 'chat.thread-changed', subject: thread.id, payload: back });
      }
      await this.decided(one, 'shown');
      return { seq };
    });
  }

  /** Without hiding anything: it stays, or its author was muted. */
  settleReports(actor: Actor, input: CommandParsed<'chat:settle-reports'>): Promise<Record<string, never>> {
    return this.judge(actor, 'chat:settle-reports', 'report.handle', input, async (one) => {
      if (one.reports.length === 0) throw reportClosed();
      await this.settle(one, input.outcome);
      // A mute has its own line among the decisions.
      if (input.outcome === 'kept') await this.decided(one, 'kept');
      return {};
    });
  }

  private async judge<N extends Judging, R>(
    actor: Actor,
    command: N,
    verb: ChatVerb,
    input: CommandParsed<N>,
    work: (one: Case) => Promise<R>,
  ): Promise<R> {
    const { roomId, messageId, clientId, reason } = input;
    const { sql } = this.database;
    const stream = roomStream(roomId);
    const item = { actor, stream, input, at: this.clock.now() };
    allowed(verb, item, await roomState.load(sql, [item]));
    const [known] = await this.chat.byIds(sql, [messageId]);
    // Whether there is such a message is asked again under the lock, where a retry finds its first result.
    const author = known?.room_id === roomId ? [known.author_id] : [];
    const reporters = (await this.repository.openOf(sql, messageId)).map((report) => report.reporter_id);
    const people = new Set([...author, ...reporters]);
    const streams = [stream, roomStaffStream(roomId), ...[...people].map(accountStream)];
    return this.log.change(
      actor,
      streams,
      async (change) => {
        const now = { ...item, at: change.at };
        const rooms = await roomState.load(change.sql, [now]);
        allowed(verb, now, rooms);
        const [row] = await this.chat.byIds(change.sql, [messageId]);
        const reports = await this.repository.openOf(change.sql, messageId);
        // Who reported only just now is answered with the next decision.
        const tellable = reports.filter((report) => people.has(report.reporter_id));
        const officially = asStaff(verb, now, rooms);
        return work({ change, message: inRoom(row, input), actor, officially, reason, stream, reports: tellable });
      },
      { key: clientId, command, input },
    );
  }

  /** Every open report of the message is answered; each reporter hears of it, and of nobody else. */
  private async settle({ change, message, actor, reports }: Case, outcome: ReportOutcome): Promise<void> {
    const { id: messageId, seq: messageSeq, room_id: roomId } = message;
    const ids = reports.map(({ id }) => id);
    await this.repository.close(change.sql, ids, outcome, change.at);
    const open = await this.repository.countOpen(change.sql, roomId);
    for (const { id: reportId, reporter_id } of reports) {
      const closed = { reportId, messageId, outcome, byId: actor.accountId, open };
      change.append({
        stream: roomStaffStream(roomId),
        type: 'chat.report-closed',
        subject: reportId,
        payload: closed,
      });
      const payload = { roomId, messageId, messageSeq, outcome };
      change.append({
        stream: accountStream(reporter_id),
        type: 'chat.report-answered',
        subject: reportId,
        actor: null,
        payload,
      });
    }
  }

  private async decided(
    { change, message, actor, officially, reason }: Case,
    decision: EventPayload<'chat.message-decided'>['decision'],
  ): Promise<void> {
    const { id: messageId, seq: messageSeq, room_id: roomId, author_id: personId } = message;
    const logged = {
      roomId,
      action: decision,
      personId,
      messageId,
      by: actor,
      reason,
      at: change.at,
      asStaff: officially,
    };
    const id = await this.rooms.decisions.log(change.sql, logged);
    // The subject is the decision: its reason outlives the words it is about.
    change.append({
      stream: roomStaffStream(roomId),
      type: 'chat.message-decided',
      subject: id,
      payload: { messageId, decision, reason, byId: actor.accountId },
    });
    if (decision === 'kept') return;
    change.append({
      stream: accountStream(personId),
      type: 'chat.message-judged',
      subject: id,
      actor: null,
      payload: { roomId, messageId, messageSeq, decision, reason },
    });
  }
}
