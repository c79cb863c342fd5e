import type { LiveEvent } from '@contract/realtime.contract.js';
import type { RecordingView } from '@contract/recordings.contract.js';

/** The recording that goes on in the room, or is asked for; null while there is none. */
export interface RecordingWindow {
  readonly recording: RecordingView | null;
}

export function applyToRecording({ recording }: RecordingWindow, event: LiveEvent): RecordingWindow {
  const { type, seq, payload } = event;
  if (recording !== null && recording.touched >= seq) return { recording };
  if (type === 'recordings.recording-changed') return { recording: { ...payload.recording, touched: seq } };
  if (type === 'recordings.recording-ended' && recording?.id === payload.recordingId) return { recording: null };
  if (type === 'recordings.answer-given' && recording?.id === payload.recordingId) {
    const { personId, consents } = payload;
    const others = recording.answers.filter((answer) => answer.personId !== personId);
    return { recording: { ...recording, answers: [...others, { personId, consents }], touched: seq } };
  }
  return { recording };
}
