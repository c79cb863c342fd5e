import type { MeetingView } from '../../../contract/meetings.contract.js';
import type { EventType } from '../../../contract/realtime.contract.js';
import type { NewEvent } from '../../../platform/event-log/event-log.types.js';
import type { LockedRoom } from '../locked-room.js';
import { roomStream } from '../rooms.events.js';
import { meetingNotFound } from './meetings.errors.js';
import type { MeetingsRepository } from './meetings.repository.js';
import { beginOf, meetingViewOf, type MeetingRow } from './meeting.view.js';

type MeetingFact =
  Exclude<Extract<EventType, `meetings.meeting-${string}`>, 'meetings.meeting-edited'> | 'meetings.agenda-moved';

export async function meetingIn(room: LockedRoom, repository: MeetingsRepository, id: string): Promise<MeetingRow> {
  const row = await repository.meeting(room.change.sql, room.row.id, id);
  if (row?.form !== 'scheduled') throw meetingNotFound();
  return row;
}

/** The same fact for each of these meetings; their `touched` is its seq. The rows are still to be written. */
export function tellOf(room: LockedRoom, type: MeetingFact, rows: readonly MeetingRow[]): void {
  for (const row of rows) tell(room, row, (meeting) => ({ type, payload: { meeting } }));
}

/** The fact of an edit, which says where the meeting was moved from. */
export function tellOfEdit(room: LockedRoom, row: MeetingRow, before: Date): void {
  const movedFrom = beginOf(row).getTime() === before.getTime() ? null : before.toISOString();
  tell(room, row, (meeting) => ({ type: 'meetings.meeting-edited', payload: { meeting, movedFrom } }));
}

function tell(
  room: LockedRoom,
  row: MeetingRow,
  factOf: (meeting: MeetingView) => Pick<NewEvent, 'type' | 'payload'>,
): void {
  row.changed_at = room.change.at;
  const meeting = meetingViewOf(row);
  const { seq } = room.change.append({ stream: roomStream(room.row.id), subject: row.id, ...factOf(meeting) });
  row.touched = meeting.touched = seq;
}

/** The fact with the rows it changes. */
export async function saveWith(
  room: LockedRoom,
  repository: MeetingsRepository,
  type: MeetingFact,
  rows: readonly MeetingRow[],
): Promise<void> {
  tellOf(room, type, rows);
  await repository.save(room.change.sql, rows);
}

export async function cancelAll(
  room: LockedRoom,
  repository: MeetingsRepository,
  rows: readonly MeetingRow[],
): Promise<void> {
  for (const row of rows) Object.assign(row, { state: 'cancelled', sequence: row.sequence + 1 });
  await saveWith(room, repository, 'meetings.meeting-cancelled', rows);
}

/** A drop-in meeting at which nobody met anybody was none: its end is no fact. In a breakout it belongs to the meeting of the main room. */
export async function endMeeting(
  room: LockedRoom,
  repository: MeetingsRepository,
  row: MeetingRow,
  at: Date,
): Promise<void> {
  Object.assign(row, { state: 'ended', ended_at: at });
  const alone = row.form === 'drop-in' && (await repository.peopleOf(room.change.sql, row.id)) < 2;
  if (alone || room.row.kind === 'direct' || room.row.parent !== null) return repository.save(room.change.sql, [row]);
  await saveWith(room, repository, 'meetings.meeting-ended', [row]);
}

/** The room is archived: what is planned will not be, what is live is over. */
export async function closeMeetings(room: LockedRoom, repository: MeetingsRepository): Promise<void> {
  const { sql, at } = room.change;
  const rows = await repository.current(sql, room.row.id);
  await endDropIn(room, repository, at);
  for (const live of rows.filter(({ state }) => state === 'live')) await endMeeting(room, repository, live, at);
  await cancelAll(
    room,
    repository,
    rows.filter(({ state }) => state !== 'live' && state !== 'ended'),
  );
}

/** What goes on without having been planned makes way. */
export async function endDropIn(room: LockedRoom, repository: MeetingsRepository, at: Date): Promise<void> {
  const row = await repository.liveDropIn(room.change.sql, room.row.id);
  if (row) await endMeeting(room, repository, row, at);
}
