import type { EventDefinition } from '../../../platform/event-log/event-log.types.js';

/** Facts of recordings: that one was asked for, who answered what, and how it ended. They carry no words of people. */
export const recordingEventDefinitions: readonly EventDefinition[] = [
  { type: 'recordings.recording-changed', version: 1 },
  { type: 'recordings.answer-given', version: 1 },
  { type: 'recordings.recording-ended', version: 1 },
  { type: 'recordings.recording-deleted', version: 1 },
];
