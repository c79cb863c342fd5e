import type { RecordingView } from '../../../contract/recordings.contract.js';
import type { RoomRole } from '../../../contract/words.js';

/** People have so long to answer; who has not by then is not in it. */
export const ANSWER_MS = 30_000;
/** So long a meeting may go on being recorded with nobody who leads. */
export const HOSTLESS_MS = 10 * 60_000;

export interface OnStageNow {
  readonly personId: string;
  readonly role: RoomRole;
}
type Asked = Pick<RecordingView, 'answers'> & { readonly state: RecordingView['state'] };

export const leads = ({ role }: Pick<OnStageNow, 'role'>): boolean => role === 'host' || role === 'co-host';
export const consents = ({ answers }: Pick<RecordingView, 'answers'>, personId: string): boolean =>
  answers.some((answer) => answer.personId === personId && answer.consents);

/** What is to be done about a recording now, by who is on the stage: spectators send nothing, and are not asked. Pure. `sinceMs`: of the question, and of the last one who led. */
export function nextOf(
  recording: Asked,
  people: readonly OnStageNow[],
  since: { askedMs: number; hostlessMs: number | null },
): 'begin' | 'nobody' | 'no-host' | null {
  if (people.length === 0) return 'nobody';
  if (since.hostlessMs !== null && since.hostlessMs >= HOSTLESS_MS) return 'no-host';
  if (recording.state !== 'asked') return null;
  const asked = people.filter(({ role }) => role !== 'spectator');
  const answered = asked.every(({ personId }) => recording.answers.some((answer) => answer.personId === personId));
  if (!answered && since.askedMs < ANSWER_MS) return null;
  return people.some(({ personId }) => consents(recording, personId)) ? 'begin' : 'nobody';
}
