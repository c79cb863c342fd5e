import type { AgendaStep, MeetingView } from '../../../contract/meetings.contract.js';
import type { MeetingState } from '../../../contract/words.js';

/** A row of `meetings`. */
export interface MeetingRow {
  id: string;
  room_id: string;
  form: 'drop-in' | 'scheduled';
  state: MeetingState;
  title: string;
  about: string;
  starts_at: Date | null;
  local_start: string | null;
  time_zone: string;
  minutes: number;
  series_id: string | null;
  waiting_room: boolean;
  agenda: AgendaStep[];
  step: number | null;
  step_at: Date | null;
  started_at: Date | null;
  empty_since: Date | null;
  ended_at: Date | null;
  answers: MeetingView['answers'];
  sequence: number;
  changed_at: Date | null;
  touched: number;
}

export const meetingViewOf = (row: MeetingRow): MeetingView => ({
  id: row.id,
  state: row.state,
  title: row.title,
  about: row.about,
  startsAt: beginOf(row).toISOString(),
  minutes: row.minutes,
  timeZone: row.time_zone,
  seriesId: row.series_id,
  waitingRoom: row.waiting_room,
  agenda: row.agenda,
  step: row.step,
  stepAt: row.step_at?.toISOString() ?? null,
  startedAt: row.started_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  answers: row.answers,
  touched: row.touched,
});

/** A drop-in meeting was planned for when it began. */
export const beginOf = (row: Pick<MeetingRow, 'starts_at' | 'started_at'>): Date =>
  row.starts_at ?? row.started_at ?? new Date(0);

export const plannedEndOf = (row: Pick<MeetingRow, 'starts_at' | 'started_at' | 'minutes'>): Date =>
  new Date(beginOf(row).getTime() + row.minutes * 60_000);
