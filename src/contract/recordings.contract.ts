import { z } from 'zod';
import { captionLine } from './captions.contract.js';
import { trackSource } from './stage.contract.js';
import { id, personCard, seq, timestamp } from './words.js';

/**
 * Recording a meeting: asked for by who leads, and only of those who said yes themselves. While it goes on it is part of the room's
 * snapshot (`shared.recording`); afterwards it is read with the minutes.
 */

/** `asked`: everybody on the stage has the question before them, and nothing is kept yet. */
export const recordingState = z.enum(['asked', 'on', 'paused']);
export type RecordingState = z.infer<typeof recordingState>;
/** By hand; ten minutes without anybody who leads; nobody wanted to be in it, or nobody is there; the meeting ended; no room for more, or it could not be kept; the hub was restarted. */
export const recordingEnd = z.enum([
  'by-hand',
  'no-host',
  'nobody',
  'meeting-ended',
  'no-space',
  'failed',
  'too-large',
  'restarted',
]);
export type RecordingEnd = z.infer<typeof recordingEnd>;

export const recordingView = z
  .strictObject({
    id,
    state: recordingState,
    byId: id,
    askedAt: timestamp,
    /** What people answered. Who is not named, or said no, is on the stage and not in the recording. */
    answers: z.array(z.strictObject({ personId: id, consents: z.boolean() })),
    /** seq of the last event that touched this view. */
    touched: seq,
  })
  .meta({ id: 'Recording' });
export type RecordingView = z.infer<typeof recordingView>;

// --- afterwards, with the minutes
const stretch = z.strictObject({ from: z.int(), to: z.int() });
export const recordedTrack = z.strictObject({
  id,
  person: personCard,
  source: trackSource,
  /** Milliseconds of the recording, its pauses cut out. */
  offsetMs: z.int(),
  lengthMs: z.int(),
  /** When there is something to see or hear in it. */
  shown: z.array(stretch),
  /** Short-lived address of the file; players may ask for stretches of it. */
  src: z.string(),
});
export type RecordedTrack = z.infer<typeof recordedTrack>;
export const recorded = z.strictObject({
  id,
  /** `preparing`: its files are being made. */
  state: z.enum(['going-on', 'preparing', 'ready']),
  /** When it was on; what is between is not in it. */
  stretches: z.array(z.strictObject({ from: timestamp, to: timestamp })),
  tracks: z.array(recordedTrack),
  /** Something was said as text in it. */
  captions: z.boolean(),
  mayDelete: z.boolean(),
  /** The reader is in it, and may take themself out. */
  mine: z.boolean(),
});
export type Recorded = z.infer<typeof recorded>;
export const recordedMeeting = z.strictObject({ recordings: z.array(recorded) }).meta({ id: 'RecordedMeeting' });
export type RecordedMeeting = z.infer<typeof recordedMeeting>;

/** What somebody who is in the recording said as text while it was on. */
export const recordedCaption = captionLine.omit({ at: true }).extend({
  /** In the order in which they were kept. */
  number: z.int(),
  /** Milliseconds of the recording, its pauses cut out. */
  atMs: z.int(),
  personId: id,
  name: z.string(),
});
export type RecordedCaption = z.infer<typeof recordedCaption>;
export const recordedCaptionsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const recordedCaptions = z
  .strictObject({
    lines: z.array(recordedCaption),
    /** Ask again after this number; null when that was all. */
    next: z.int().nullable(),
  })
  .meta({ id: 'RecordedCaptions' });
export type RecordedCaptionsPage = z.infer<typeof recordedCaptions>;

// --- commands
const ofRecording = { roomId: id, recordingId: id };
export const recordingCommands = {
  /** By somebody on the stage; `consents` is their own answer. */
  'recordings:ask': {
    input: z.strictObject({ roomId: id, consents: z.boolean() }),
    result: z.strictObject({ recordingId: id }),
  },
  /** May be changed at any time: no takes effect at once. Guests say that they are of age. */
  'recordings:answer': {
    input: z.strictObject({ ...ofRecording, consents: z.boolean(), adult: z.boolean().optional() }),
    result: z.strictObject({}),
  },
  'recordings:pause': { input: z.strictObject({ ...ofRecording, paused: z.boolean() }), result: z.strictObject({}) },
  'recordings:end': { input: z.strictObject(ofRecording), result: z.strictObject({}) },
  /** All of it, with its bytes. */
  'recordings:delete': { input: z.strictObject(ofRecording), result: z.strictObject({}) },
  /** One's own tracks, with their bytes, and captions; while it goes on that is a no too. */
  'recordings:leave-out': { input: z.strictObject(ofRecording), result: z.strictObject({}) },
} as const;

// --- events of `room:<id>`
export const recordingEvents = {
  'recordings.recording-changed': z.strictObject({ recording: recordingView.omit({ touched: true }) }),
  'recordings.answer-given': z.strictObject({ recordingId: id, personId: id, consents: z.boolean() }),
  'recordings.recording-ended': z.strictObject({ recordingId: id, meetingId: id.nullable(), why: recordingEnd }),
  'recordings.recording-deleted': z.strictObject({ recordingId: id, meetingId: id.nullable() }),
} as const;
