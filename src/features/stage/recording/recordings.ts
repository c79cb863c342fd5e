import { Injectable } from '@nestjs/common';
import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { RecordingEnd } from '../../../contract/recordings.contract.js';
import { HUB, isPlatformStaff, type Actor } from '../../../platform/actor/actor.js';
import { Audit } from '../../../platform/audit/audit.js';
import { EventLog } from '../../../platform/event-log/event-log.js';
import type { Change } from '../../../platform/event-log/event-log.types.js';
import { Ids } from '../../../platform/ids/ids.js';
import { roomStream } from '../../rooms/rooms.events.js';
import { notOnStage } from '../stage.errors.js';
import type { Standing } from '../stage.repository.js';
import { Stages } from '../stages.js';
import { Standings } from '../standings.js';
import { Finishing } from './finishing.js';
import { RecordedCaptionsRepository } from './recorded-captions.repository.js';
import { RecordedTracksRepository } from './recorded-tracks.repository.js';
import type { Recorded } from './recorder.js';
import { Recorders } from './recorders.js';
import { gone, goingOn, noMeeting, notAskedYet, notGoingOn, ofAge } from './recordings.errors.js';
import { RecordingsRepository, type RecordingRow } from './recordings.repository.js';

type Input<N extends 'ask' | 'answer' | 'pause' | 'end' | 'delete' | 'leave-out'> = CommandParsed<`recordings:${N}`>;
type Done = Promise<Record<string, never>>;
interface Locked {
  readonly change: Change;
  readonly row: RecordingRow;
}

/** What is decided about recordings: each decision is a fact of the room, and holds for the tapes when it is acknowledged. */
@Injectable()
export class Recordings {
  constructor(
    private readonly log: EventLog,
    private readonly audit: Audit,
    private readonly ids: Ids,
    private readonly repository: RecordingsRepository,
    private readonly tracks: RecordedTracksRepository,
    private readonly captions: RecordedCaptionsRepository,
    private readonly standings: Standings,
    private readonly stages: Stages,
    private readonly recorders: Recorders,
    private readonly finishing: Finishing,
  ) {}

  /** Everybody on the stage has the question before them from now on; nothing is kept yet. */
  async ask(actor: Actor, input: Input<'ask'>): Promise<CommandResult<'recordings:ask'>> {
    const { roomId } = input;
    await this.standings.require(actor, roomId, 'recording.lead');
    assertOfAge(actor, input);
    const stage = this.stages.of(roomId);
    if (!stage?.peers.has(actor.accountId)) throw notOnStage();
    if (stage.peers.size < 2) throw noMeeting();
    const recordingId = this.ids.next();
    await this.log.change(actor, [roomStream(roomId)], async ({ sql, at, append }) => {
      const meetingId = await this.repository.liveMeeting(sql, roomId);
      if (meetingId === null) throw noMeeting();
      if ((await this.repository.goingOn(sql, roomId)) !== null) throw goingOn();
      const answers = [{ personId: actor.accountId, consents: input.consents }];
      const recording: Recorded = {
        ...{ id: recordingId, state: 'asked', byId: actor.accountId, askedAt: at.toISOString(), answers },
      };
      const { seq } = append({
        ...{ stream: roomStream(roomId), type: 'recordings.recording-changed', subject: recordingId },
        payload: { recording },
      });
      await this.repository.insert(sql, {
        ...{ id: recordingId, room_id: roomId, meeting_id: meetingId, asked_by: actor.accountId },
        ...{ asked_at: at, touched: seq },
      });
      await this.repository.answer(sql, recordingId, { personId: actor.accountId, consents: input.consents, at });
      // Before the commit is told: whoever answers finds it.
      this.recorders.begin({ roomId, meetingId }, recording, () => this.stages.of(roomId));
    });
    return { recordingId };
  }

  async answer(actor: Actor, input: Input<'answer'>): Done {
    await this.standings.require(actor, input.roomId, 'recording.answer');
    assertOfAge(actor, input);
    await this.say(actor, input, input.consents);
    return {};
  }

  async pause(actor: Actor, input: Input<'pause'>): Done {
    await this.standings.require(actor, input.roomId, 'recording.lead');
    await this.changing(actor, input, async (locked) => {
      if (locked.row.state === 'asked') throw notAskedYet();
      await this.turn(locked, input.paused ? 'paused' : 'on');
    });
    return {};
  }

  async end(actor: Actor, input: Input<'end'>): Done {
    await this.standings.require(actor, input.roomId, 'recording.end');
    await this.close(actor, input, 'by-hand');
    return {};
  }

  async delete(actor: Actor, input: Input<'delete'>): Done {
    const standing = await this.standings.require(actor, input.roomId, 'recording.delete');
    await this.remove(actor, input, standing);
    return {};
  }

  /** What is kept of them goes, with its bytes, and nothing more is kept. */
  async leaveOut(actor: Actor, input: Input<'leave-out'>): Done {
    const { roomId, recordingId } = input;
    await this.standings.require(actor, roomId, 'recording.leave-out');
    const row = await this.repository.recording(this.repository.pool, roomId, recordingId);
    if (row === null) throw gone();
    if (row.state !== 'ended') await this.say(actor, input, false);
    await this.tracks.forget(this.tracks.pool, actor.accountId, recordingId);
    await this.captions.forget(this.captions.pool, actor.accountId, recordingId);
    await this.finishing.sweep();
    return {};
  }

  // --- what the hub decides by itself
  /** Everybody has answered, or had the time to. */
  async begin(of: Input<'end'>): Promise<void> {
    await this.changing(HUB, of, async (locked) => {
      if (locked.row.state === 'asked') await this.turn(locked, 'on');
    });
  }

  /** Nothing is taken after it; the files are made at once. `at` where the end was earlier, because the hub had died. */
  async close(actor: Actor, { roomId, recordingId }: Input<'end'>, why: RecordingEnd, endedAt?: Date): Promise<void> {
    await this.log.change(actor, [roomStream(roomId)], async ({ sql, at, append }) => {
      const row = await this.repository.goingOn(sql, roomId);
      if (row?.id !== recordingId) throw notGoingOn();
      const { seq: touched } = append({
        ...{ stream: roomStream(roomId), type: 'recordings.recording-ended', subject: recordingId },
        ...{ actor: actor === HUB ? null : actor.accountId },
        payload: { recordingId, meetingId: row.meeting_id, why },
      });
      const stretches = closed(row.stretches, endedAt ?? at);
      await this.repository.save(sql, { id: recordingId, state: 'ended', stretches, touched });
      // Nothing was ever kept: nothing is left of it.
      if (stretches.length === 0) await this.repository.delete(sql, recordingId);
    });
    await this.recorders.end(recordingId);
    void this.finishing.tick();
  }

  async remove(actor: Actor, { roomId, recordingId }: Input<'delete'>, standing: Standing | null): Promise<void> {
    await this.log.change(actor, [roomStream(roomId)], async ({ sql, append }) => {
      const row = await this.repository.recording(sql, roomId, recordingId);
      if (row === null) throw gone();
      if (row.state !== 'ended') throw goingOn();
      await this.repository.delete(sql, recordingId);
      append({
        ...{ stream: roomStream(roomId), type: 'recordings.recording-deleted', subject: recordingId },
        ...{ actor: actor === HUB ? null : actor.accountId },
        payload: { recordingId, meetingId: row.meeting_id },
      });
      const asStaff = isPlatformStaff(actor) && standing !== null && !ledBy(standing);
      if (asStaff) await this.audit.record(actor, { deed: 'room.recording-deleted', room: roomId }, sql);
    });
    // Gone is gone when it is acknowledged.
    await this.finishing.sweep();
  }

  // --- the rest
  private async say(actor: Actor, of: Input<'end'>, consents: boolean): Promise<void> {
    await this.changing(actor, of, async ({ change, row }) => {
      const personId = actor.accountId;
      const before = row.answers.find((answer) => answer.personId === personId);
      if (before?.consents === consents) return;
      const { seq } = change.append({
        ...{ stream: roomStream(of.roomId), type: 'recordings.answer-given', subject: row.id },
        payload: { recordingId: row.id, personId, consents },
      });
      await this.repository.answer(change.sql, row.id, { personId, consents, at: change.at });
      await this.repository.touch(change.sql, row.id, seq);
      row.answers = [...row.answers.filter((answer) => answer !== before), { personId, consents }];
    });
  }

  private async turn({ change, row }: Locked, state: 'on' | 'paused'): Promise<void> {
    if (row.state === state) return;
    row.state = state;
    const open = { from: change.at.toISOString(), to: null };
    row.stretches = state === 'on' ? [...row.stretches, open] : closed(row.stretches, change.at);
    const { seq } = change.append({
      ...{ stream: roomStream(row.room_id), type: 'recordings.recording-changed', subject: row.id },
      payload: { recording: recordedOf(row) },
    });
    await this.repository.save(change.sql, { ...row, touched: seq });
  }

  private async changing(
    actor: Actor,
    { roomId, recordingId }: Input<'end'>,
    work: (locked: Locked) => Promise<void>,
  ): Promise<void> {
    const after = await this.log.change(actor, [roomStream(roomId)], async (change) => {
      const row = await this.repository.goingOn(change.sql, roomId);
      if (row?.id !== recordingId) throw notGoingOn();
      await work({ change, row });
      return recordedOf(row);
    });
    this.recorders.obey(roomId, after);
  }
}

const ledBy = ({ role }: Standing): boolean => role === 'host' || role === 'co-host';

/** Who is not known to be of age is not recorded; guests have said nothing yet, and say it here. */
function assertOfAge(
  actor: Actor,
  { consents, adult = false }: { consents: boolean; adult?: boolean | undefined },
): void {
  if (consents && actor.minor && !(actor.kind === 'guest' && adult)) throw ofAge();
}

export const recordedOf = ({ id, state, asked_by, asked_at, answers }: RecordingRow): Recorded => ({
  ...{ id, state: state === 'ended' ? 'paused' : state, byId: asked_by ?? id },
  ...{ askedAt: asked_at.toISOString(), answers },
});

const closed = (stretches: RecordingRow['stretches'], at: Date): RecordingRow['stretches'] =>
  stretches.map((stretch) => (stretch.to === null ? { ...stretch, to: at.toISOString() } : stretch));
