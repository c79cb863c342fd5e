import { z } from 'zod';
import { emoji, id, personCard, roomRole, seq, timestamp } from './words.js';

/**
 * The stage of a room: who sees and hears whom. Who is on it, with which tracks, is said in signals (whole values, nothing is
 * lost with one of them); what everybody must find again after a crash is a fact. How media are negotiated is
 * `stage-media.contract.ts`.
 */

// --- words
/** Whether this hub can carry media now. `preparing`: its worker is being fetched or built; the stage opens by itself. */
export const stageVideo = z.enum(['ready', 'preparing', 'missing']);
export type StageVideo = z.infer<typeof stageVideo>;
export const trackSource = z.enum(['microphone', 'camera', 'screen', 'screen-audio']);
export type TrackSource = z.infer<typeof trackSource>;
export const lineQuality = z.enum(['good', 'fair', 'poor']);
export type LineQuality = z.infer<typeof lineQuality>;
export const checkIn = z.enum(['ready', 'slower', 'lost']);
export type CheckIn = z.infer<typeof checkIn>;

// --- what lasts: settings of the stage, in the room's snapshot (`shared.stage`)
export const stageLocks = z.strictObject({ microphones: z.boolean(), cameras: z.boolean(), screens: z.boolean() });
export const stagePin = z.strictObject({ personId: id, source: z.enum(['camera', 'screen']) });
export type StagePin = z.infer<typeof stagePin>;
export const countdown = z.strictObject({ endsAt: timestamp, seconds: z.int() });
export const slides = z.strictObject({
  fileId: id,
  title: z.string(),
  presenterId: id,
  /** From 1. */
  page: z.int(),
});
export type Slides = z.infer<typeof slides>;
export const stageView = z
  .strictObject({
    /** While one is on, only the room's staff may turn that kind of track on. */
    locks: stageLocks,
    /** Whoever comes is silent until they speak up themselves. */
    muteOnEntry: z.boolean(),
    /** What everybody sees large, until each pins something else for themself. */
    pin: stagePin.nullable(),
    countdown: countdown.nullable(),
    slides: slides.nullable(),
    /** seq of the last event that touched this view. */
    touched: seq,
  })
  .meta({ id: 'Stage' });
export type StageView = z.infer<typeof stageView>;

// --- signals of `room:<id>`
/** Key `stage`. Another `epoch` means that all transports are gone: whoever is on the stage comes again. */
export const stageSignal = z.strictObject({ video: stageVideo, epoch: id.nullable() });
export type StageSignal = z.infer<typeof stageSignal>;
const shownTrack = z.strictObject({ trackId: id, on: z.boolean() });
/** Key `stage:<person>`: somebody on the stage. */
export const stagePerson = z.strictObject({
  person: personCard,
  role: roomRole,
  /** One device at a time: the last one that came. */
  peerId: id,
  since: timestamp,
  microphone: shownTrack.nullable(),
  camera: shownTrack.nullable(),
  screens: z.array(z.strictObject({ video: shownTrack, audio: shownTrack.nullable() })),
  /** Since when the hand is up: the queue's order. */
  hand: timestamp.nullable(),
  /** As their own device says it. */
  quality: lineQuality.nullable(),
});
export type StagePerson = z.infer<typeof stagePerson>;
/** Key `speaking`: the loudest first, at most five. */
export const speakingSignal = z.strictObject({
  people: z.array(z.strictObject({ personId: id, /** dBov, -127 … 0 */ level: z.int() })),
});
export type SpeakingSignal = z.infer<typeof speakingSignal>;
/** Key `stage-reaction:<person>`, gone by itself after some seconds. */
export const reactionSignal = z.strictObject({ emoji: z.string(), at: timestamp });
export type ReactionSignal = z.infer<typeof reactionSignal>;
/** Key `voice-to-all`, in a main room and in each of its breakouts: who speaks to all of these. */
export const voiceSignal = z.strictObject({
  person: personCard,
  /** In a breakout: what is received like a track of its stage; null while nothing comes, and in the main room. */
  trackId: id.nullable(),
});
export type VoiceSignal = z.infer<typeof voiceSignal>;
// --- signals of `room:<id>:staff`
/** Key `check-in`: how many said what; who said it is nobody's to know. */
export const checkInSignal = z.strictObject({ ready: z.int(), slower: z.int(), lost: z.int() });
export type CheckInSignal = z.infer<typeof checkInSignal>;
// --- signals of `account:<id>`
/** Key `stage-asked:<room>`: the staff asks to be let hear or see. Nobody else turns anything on. */
export const askedSignal = z.strictObject({ by: personCard, source: z.enum(['microphone', 'camera']), at: timestamp });
export type AskedSignal = z.infer<typeof askedSignal>;

// --- commands about people and order; those about media are in `stage-media.contract.ts`
const onStage = { roomId: id, peerId: id };
export const stageCommands = {
  'stage:leave': { input: z.strictObject(onStage), result: z.strictObject({}) },
  'stage:raise-hand': {
    input: z.strictObject({ ...onStage, up: z.boolean() }),
    result: z.strictObject({ hand: timestamp.nullable() }),
  },
  'stage:react': { input: z.strictObject({ ...onStage, emoji }), result: z.strictObject({}) },
  'stage:check-in': {
    input: z.strictObject({ ...onStage, answer: checkIn.nullable() }),
    result: z.strictObject({}),
  },
  'stage:say-quality': { input: z.strictObject({ ...onStage, quality: lineQuality }), result: z.strictObject({}) },
  /** null = everybody below the asker. Turns tracks off; nothing turns them on again but their own people. */
  'stage:mute': {
    input: z.strictObject({ roomId: id, personId: id.nullable(), source: z.enum(['microphone', 'camera', 'screen']) }),
    result: z.strictObject({ muted: z.int() }),
  },
  'stage:ask': {
    input: z.strictObject({ roomId: id, personId: id, source: z.enum(['microphone', 'camera']) }),
    result: z.strictObject({}),
  },
  /** One hand, or all of them. */
  'stage:lower-hands': {
    input: z.strictObject({ roomId: id, personId: id.nullable() }),
    result: z.strictObject({ lowered: z.int() }),
  },
  /** Off the stage, not out of the room. */
  'stage:remove': { input: z.strictObject({ roomId: id, personId: id }), result: z.strictObject({}) },
  'stage:set': {
    input: z.strictObject({
      roomId: id,
      locks: stageLocks.partial().optional(),
      muteOnEntry: z.boolean().optional(),
    }),
    result: z.strictObject({}),
  },
  'stage:pin': { input: z.strictObject({ roomId: id, pin: stagePin.nullable() }), result: z.strictObject({}) },
  'stage:count-down': {
    input: z.strictObject({ roomId: id, seconds: z.int().min(5).max(3_600).nullable() }),
    result: z.strictObject({}),
  },
  /** The own microphone on the stage of this main room is heard in all its breakouts, until one stops or leaves. */
  'stage:speak-to-all': {
    input: z.strictObject({ roomId: id, on: z.boolean() }),
    result: z.strictObject({ /** Breakouts. */ rooms: z.int() }),
  },
  /** A PDF of the room's files; null ends it. Whoever shows it turns its pages, and so does who leads. */
  'stage:show-slides': {
    input: z.strictObject({ roomId: id, fileId: id.nullable() }),
    result: z.strictObject({}),
  },
  'stage:turn-page': {
    input: z.strictObject({ roomId: id, page: z.int().min(1).max(2_000) }),
    result: z.strictObject({}),
  },
} as const;

// --- events of `room:<id>`
/** All of it each time; `touched` is then the seq of the event. */
const ofStage = z.strictObject({ stage: stageView.omit({ touched: true }) });
export const stageEvents = {
  'stage.settings-changed': ofStage,
  'stage.pin-changed': ofStage,
  'stage.countdown-changed': ofStage,
  'stage.slides-changed': ofStage,
} as const;
