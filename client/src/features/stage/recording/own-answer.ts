import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RecordingView } from '@contract/recordings.contract.js';

/** What somebody answered; null where they have not yet. */
export const answerOf = (recording: RecordingView, personId: string): boolean | null =>
  recording.answers.find((answer) => answer.personId === personId)?.consents ?? null;

/** Whether somebody is on the stage and not in the recording, of which the others are told. */
export const isLeftOut = (recording: RecordingView | null, personId: string): boolean =>
  recording !== null && recording.state !== 'asked' && answerOf(recording, personId) !== true;

/** Whether what somebody does on the stage is kept while the recording is on. */
export const isIn = (recording: RecordingView | null, personId: string): boolean =>
  recording !== null && recording.state !== 'asked' && answerOf(recording, personId) === true;

/** Guests have not said how old they are: they are asked here. */
export const isMinor = (me: OwnAccount): boolean => me.kind !== 'guest' && me.ageBand !== '18-plus';
