import { z } from 'zod';
import { LINE_MAX, OWN_LINES_MAX, SUMMARY_MAX } from './limits.js';
import { knownZone, meetingView } from './meetings.contract.js';
import { attachmentView } from './uploads.contract.js';
import { id, personCard, roomRole, seq, text, timestamp } from './words.js';

/** Lines of messages that the host words anew or leaves out. */
export const CHANGED_LINES_MAX = 200;
/** What is taken from the chat: the first so many of the meeting. */
export const NOTED_MAX = 300;
export const REPLAY_PAGE = 500;

/** A message of the meeting as the minutes show it; whoever follows it gets to its moment. */
export const notedMessage = z.strictObject({
  messageId: id,
  seq,
  at: timestamp,
  person: personCard,
  /** What it says now, or what the host wrote instead; empty where it was only files. */
  text: z.string(),
  /** The words are the host's. */
  reworded: z.boolean(),
});
export type NotedMessage = z.infer<typeof notedMessage>;

export const minutesMoment = z.strictObject({
  at: timestamp,
  /** Where in the chat it was; null for what has no message. */
  seq: seq.nullable(),
  kind: z.enum(['began', 'step', 'came', 'question', 'answer', 'decision', 'shared', 'ended']),
  person: personCard.nullable(),
  text: z.string(),
});
export type MinutesMoment = z.infer<typeof minutesMoment>;

export const ownLineKind = z.enum(['decision', 'open', 'note']);
export const ownLine = z.strictObject({ kind: ownLineKind, text: text(1, LINE_MAX) });
export type OwnLine = z.infer<typeof ownLine>;

export const minutesView = z
  .strictObject({
    meeting: meetingView,
    /** Of the chat: everything said after `from` up to `to` was said in the meeting. */
    from: seq,
    to: seq,
    /** Goes up with every change by the host. */
    revision: z.int(),
    publishedAt: timestamp.nullable(),
    publishedBy: personCard.nullable(),
    summary: z.string(),
    /** Who came and for how long, the longest first; two devices at once count once. */
    people: z.array(
      z.strictObject({
        person: personCard,
        role: roomRole.nullable(),
        firstAt: timestamp,
        lastAt: timestamp,
        seconds: z.int(),
      }),
    ),
    timeline: z.array(minutesMoment),
    questions: z.array(z.strictObject({ question: notedMessage, answer: notedMessage.nullable() })),
    decisions: z.array(notedMessage),
    shared: z.array(
      z.strictObject({ message: notedMessage, links: z.array(z.string()), files: z.array(attachmentView) }),
    ),
    /** What people did apart, in the order of their rooms. */
    breakouts: z.array(
      z.strictObject({
        roomId: id,
        title: z.string(),
        openedAt: timestamp,
        seconds: z.int(),
        /** Who was in it and for how long, the longest first; who leads comes and goes. */
        people: z.array(z.strictObject({ person: personCard, seconds: z.int() })),
        /** Names of the files that came back from it, as materials of the main room. */
        files: z.array(z.string()),
      }),
    ),
    /** Steps of the agenda that were not reached. */
    notReached: z.array(z.string()),
    own: z.array(ownLine),
    /** Messages the host left out; empty for everybody else. */
    hidden: z.array(id),
    /** How many messages were said. */
    said: z.int(),
    mayEdit: z.boolean(),
  })
  .meta({ id: 'Minutes' });
export type MinutesView = z.infer<typeof minutesView>;

/** Times in the text are those of the reader's zone. */
export const minutesTextQuery = z.strictObject({ zone: knownZone.default('UTC') });

// --- replay: what the room heard during the meeting, and who sat at the table when
export const replayQuery = z.strictObject({ after: z.coerce.number().int().min(0).optional() });
export const replayPage = z
  .strictObject({
    from: seq,
    to: seq,
    startedAt: timestamp,
    endedAt: timestamp,
    /** Who was there from when to when; with the first page only. */
    stays: z.array(z.strictObject({ person: personCard, from: timestamp, to: timestamp })),
    /** As they went to everybody then, in order of seq; what was deleted since has no words. */
    events: z.array(
      z.strictObject({
        seq,
        type: z.string(),
        subject: z.string().nullable(),
        actor: z.string().nullable(),
        at: timestamp,
        payload: z.record(z.string(), z.unknown()),
      }),
    ),
    /** Ask again after this seq; null when that was all. */
    next: seq.nullable(),
  })
  .meta({ id: 'Replay' });
export type ReplayPage = z.infer<typeof replayPage>;
/** All its pages together. */
export type Replay = Omit<ReplayPage, 'next'>;

// --- commands
const ofMeeting = { roomId: id, meetingId: id };
export const minutesCommands = {
  /** All that the host's hand adds, at once; refused where somebody else changed it since `revision`. */
  'minutes:edit': {
    input: z.strictObject({
      ...ofMeeting,
      revision: z.int().min(0).max(1_000_000),
      summary: text(0, SUMMARY_MAX),
      own: z.array(ownLine).max(OWN_LINES_MAX),
      /** Messages that are left out. */
      hidden: z.array(id).max(CHANGED_LINES_MAX),
      /** Messages with other words. */
      words: z.array(z.strictObject({ messageId: id, text: text(1, LINE_MAX) })).max(CHANGED_LINES_MAX),
    }),
    result: z.strictObject({ revision: z.int() }),
  },
  'minutes:publish': { input: z.strictObject(ofMeeting), result: z.strictObject({ publishedAt: timestamp }) },
} as const;

// --- events of `room:<id>`
export const minutesEvents = {
  /** A meeting has ended and its minutes can be read. */
  'minutes.minutes-made': z.strictObject({ meetingId: id }),
  /** `from` as in the minutes: who reads the room only from later on cannot read them. */
  'minutes.minutes-published': z.strictObject({ meetingId: id, from: seq }),
} as const;
