import { DOORS_OPEN_MINUTES } from '../../../contract/meetings.contract.js';
import type { MeetingState } from '../../../contract/words.js';
import { beginOf, plannedEndOf, type MeetingRow } from './meeting.view.js';

const MINUTE_MS = 60_000;
export const DOORS_OPEN_MS = DOORS_OPEN_MINUTES * MINUTE_MS;
/** A meeting ends this long after its last person. */
export const EMPTY_MS = 5 * MINUTE_MS;
/** One that nobody began is given up this long after it should have ended. */
const GIVEN_UP_MS = 60 * MINUTE_MS;

/**
 * What may become of a meeting. `waiting` = its doors are open (ten minutes before its time), nobody has begun it yet.
 * A drop-in meeting begins as `live`: the first person on the stage makes it, or whoever opens breakouts.
 */
const ALLOWED: Readonly<Record<MeetingState, readonly MeetingState[]>> = {
  scheduled: ['waiting', 'live', 'cancelled'],
  waiting: ['scheduled', 'live', 'cancelled'],
  live: ['ended'],
  ended: [],
  cancelled: [],
};

export const mayBecome = (from: MeetingState, to: MeetingState): boolean => ALLOWED[from].includes(to);
export const isOver = (state: MeetingState): boolean => ALLOWED[state].length === 0;
/** Not begun: it can still be planned otherwise. */
export const isPlanned = (state: MeetingState): boolean => mayBecome(state, 'cancelled');

type AtItsTime = Pick<MeetingRow, 'state' | 'starts_at' | 'started_at' | 'minutes' | 'waiting_room' | 'empty_since'>;

/** What the clock makes of a meeting, or null. Without a waiting room it begins by itself as soon as somebody is there. */
export function byTheClock(meeting: AtItsTime, now: Date, somebodyThere: boolean): MeetingState | null {
  const at = now.getTime();
  const begin = beginOf(meeting).getTime();
  switch (meeting.state) {
    case 'scheduled':
      return at >= begin - DOORS_OPEN_MS ? 'waiting' : null;
    case 'waiting':
      if (at >= plannedEndOf(meeting).getTime() + GIVEN_UP_MS) return 'cancelled';
      return at >= begin && somebodyThere && !meeting.waiting_room ? 'live' : null;
    case 'live': {
      const empty = meeting.empty_since !== null && at >= meeting.empty_since.getTime() + EMPTY_MS;
      return empty && !somebodyThere ? 'ended' : null;
    }
    case 'ended':
    case 'cancelled':
      return null;
  }
}
