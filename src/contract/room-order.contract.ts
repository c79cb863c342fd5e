import { z } from 'zod';
import { KEEP_DAYS, MUTE_MINUTES, REASON_MAX } from './limits.js';
import { id, line, personCard, timestamp } from './words.js';

/** Six hours. */
export const SLOW_MAX_SECONDS = 21_600;

/** What the room holds back, live, enforced under the stream's lock; the room's staff is exempt. */
export const roomLocks = z.strictObject({
  chat: z.boolean(),
  reactions: z.boolean(),
  files: z.boolean(),
  /** Only the room's staff begins anything; the others react and answer in threads. */
  announcements: z.boolean(),
  /** Seconds from one message of a person to their next; 0 = as they like. */
  slowSeconds: z.int().min(0).max(SLOW_MAX_SECONDS),
});
export type RoomLocks = z.infer<typeof roomLocks>;

/** How long the room remembers, and how much of it those see who come later. */
export const roomMemory = z.strictObject({
  /** Older messages are erased every night; null = never. */
  keepDays: z.literal(KEEP_DAYS).nullable(),
  /** The room's staff reads everything in any case. */
  historyFrom: z.enum(['beginning', 'joined']),
});
export type RoomMemory = z.infer<typeof roomMemory>;

const reason = line(1, REASON_MAX);
/** Of the muted person alone. */
export const muteView = z.strictObject({ until: timestamp.nullable(), reason: z.string() }).meta({ id: 'Mute' });
export type MuteView = z.infer<typeof muteView>;

// --- commands
const roomId = id;
export const roomOrderCommands = {
  'rooms:set-memory': { input: z.strictObject({ roomId, memory: roomMemory.partial() }), result: z.strictObject({}) },
  'rooms:mute': {
    input: z.strictObject({ roomId, personId: id, minutes: z.literal(MUTE_MINUTES).nullable(), reason }),
    result: z.strictObject({}),
  },
  'rooms:unmute': { input: z.strictObject({ roomId, personId: id }), result: z.strictObject({}) },
} as const;

// --- events of `room:<id>`
export const roomOrderEvents = {
  'rooms.memory-changed': z.strictObject({ memory: roomMemory }),
} as const;

// --- events of `room:<id>:staff`
export const roomOrderStaffEvents = {
  'rooms.member-muted': z.strictObject({ personId: id, until: timestamp.nullable(), reason: z.string(), byId: id }),
  'rooms.member-unmuted': z.strictObject({ personId: id, byId: id }),
} as const;

// --- events of `account:<id>`
export const roomOrderAccountEvents = {
  'rooms.mute-changed': z.strictObject({ roomId: id, mute: muteView.nullable() }),
} as const;

// --- REST: what the room's staff has decided about people and messages
export const decisionAction = z.enum([
  'hidden',
  'shown',
  'muted',
  'unmuted',
  'kept',
  'deleted',
  'removed',
  'banned',
  'unbanned',
]);
export type DecisionAction = z.infer<typeof decisionAction>;
export const decisionView = z
  .strictObject({
    id,
    action: decisionAction,
    /** The author of the message, or whom it was about; null where their account is gone. */
    person: personCard.nullable(),
    messageId: id.nullable(),
    by: personCard.nullable(),
    reason: z.string(),
    until: timestamp.nullable(),
    at: timestamp,
  })
  .meta({ id: 'Decision' });
export type DecisionView = z.infer<typeof decisionView>;
export const decisionList = z
  .strictObject({
    decisions: z.array(decisionView),
    next: id.nullable(),
    /** Who is muted now. */
    muted: z.array(z.strictObject({ person: personCard, until: timestamp.nullable(), reason: z.string() })),
  })
  .meta({ id: 'DecisionList' });
export type DecisionList = z.infer<typeof decisionList>;
/** Those before one of them; the latest without it. */
export const decisionsQuery = z.strictObject({ before: id.optional() });
