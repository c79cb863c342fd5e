import { z } from 'zod';
import { BREAKOUT_ROOMS_MAX, BREAKOUT_SEATS_MAX, BROADCAST_MAX } from './limits.js';
import { id, line, personCard, seq, text, timestamp } from './words.js';

/**
 * Breakouts: child rooms of a meeting that goes on. Each is a room with chat, files, stage and presence; it is found through its
 * main room alone. Who sits where, and until when, is said in the stream of the main room.
 */

/** Drawn by the hub, seated by who leads, or chosen by each. */
export const breakoutWay = z.enum(['random', 'by-hand', 'self-chosen']);
export type BreakoutWay = z.infer<typeof breakoutWay>;
/** Who comes to the meeting later is put into the smallest breakout, or waits in the main room. */
export const latecomers = z.enum(['smallest', 'wait']);

export const breakoutRoom = z.strictObject({
  id,
  /** From 1, as they are shown. */
  place: z.int(),
  title: z.string(),
  /** Who has a seat there, in the order of their ids. Who leads comes into all of them and has none. */
  people: z.array(id),
});
export type BreakoutRoom = z.infer<typeof breakoutRoom>;
export const breakoutsView = z
  .strictObject({
    id,
    meetingId: id,
    way: breakoutWay,
    latecomers,
    openedAt: timestamp,
    /** When they close by themselves; null: when somebody closes them. */
    endsAt: timestamp.nullable(),
    rooms: z.array(breakoutRoom),
    /** seq of the last event that touched this view. */
    touched: seq,
  })
  .meta({ id: 'Breakouts' });
export type BreakoutsView = z.infer<typeof breakoutsView>;

/** Part `breakouts` of a room's snapshot: what is open from here, and, in a breakout itself, where it belongs. */
export const breakoutsPart = z.strictObject({
  open: breakoutsView.nullable(),
  within: z.strictObject({ roomId: id, breakoutsId: id, place: z.int() }).nullable(),
});
export type BreakoutsPart = z.infer<typeof breakoutsPart>;
/** Whether the viewer has asked for help and waits. */
export const ownBreakouts = z.strictObject({ asked: z.boolean() });

/** Who waits for help, the longest first. */
export const helpQueue = z
  .strictObject({ people: z.array(z.strictObject({ person: personCard, roomId: id, since: timestamp })) })
  .meta({ id: 'HelpQueue' });
export type HelpQueue = z.infer<typeof helpQueue>;

// --- commands; `roomId` is the main room's
const roomId = id;
const minutes = z.int().min(1).max(240);
export const breakoutCommands = {
  'breakouts:open': {
    input: z
      .strictObject({
        roomId,
        clientId: id,
        way: breakoutWay,
        latecomers: latecomers.default('smallest'),
        rooms: z
          .array(z.strictObject({ title: line(1, 80) }))
          .min(1)
          .max(BREAKOUT_ROOMS_MAX),
        /** By hand: who begins where; `place` from 1. */
        seats: z
          .array(z.strictObject({ personId: id, place: z.int().min(1).max(BREAKOUT_ROOMS_MAX) }))
          .max(BREAKOUT_SEATS_MAX)
          .default([]),
        minutes: minutes.nullable().default(null),
      })
      .refine(({ seats, rooms }) => seats.every(({ place }) => place <= rooms.length), { path: ['seats'] })
      .refine(({ seats }) => new Set(seats.map(({ personId }) => personId)).size === seats.length, { path: ['seats'] })
      .refine(({ seats, way }) => way === 'by-hand' || seats.length === 0, { path: ['seats'] }),
    result: z.strictObject({ breakoutsId: id }),
  },
  /** Moves somebody; null is the main room. */
  'breakouts:assign': {
    input: z.strictObject({ roomId, personId: id, to: id.nullable() }),
    result: z.strictObject({}),
  },
  /** Oneself, where each may choose. */
  'breakouts:choose': { input: z.strictObject({ roomId, to: id.nullable() }), result: z.strictObject({}) },
  'breakouts:ask-help': { input: z.strictObject({ roomId }), result: z.strictObject({}) },
  /** Somebody was helped; or one does not need it any more. */
  'breakouts:settle-help': { input: z.strictObject({ roomId, personId: id }), result: z.strictObject({}) },
  /** A message into the chat of every breakout. */
  'breakouts:broadcast': {
    input: z.strictObject({ roomId, clientId: id, text: text(1, BROADCAST_MAX) }),
    result: z.strictObject({ rooms: z.int() }),
  },
  /** So much longer than it was to be, or from now on where there was no end. */
  'breakouts:extend': { input: z.strictObject({ roomId, minutes }), result: z.strictObject({ endsAt: timestamp }) },
  /** Everybody comes back. */
  'breakouts:close': { input: z.strictObject({ roomId }), result: z.strictObject({}) },
} as const;

// --- events of `room:<id>`, the main room's
export const breakoutEvents = {
  'breakouts.opened': z.strictObject({ breakouts: breakoutsView }),
  /** `to` null: back in the main room. */
  'breakouts.person-moved': z.strictObject({ breakoutsId: id, personId: id, to: id.nullable() }),
  'breakouts.time-changed': z.strictObject({ breakoutsId: id, endsAt: timestamp }),
  'breakouts.closed': z.strictObject({
    breakoutsId: id,
    /** Somebody closed them, their time was up, or the meeting is over. */
    why: z.enum(['by-hand', 'time', 'meeting']),
    closedAt: timestamp,
  }),
} as const;

// --- events of `room:<id>:staff`
export const breakoutStaffEvents = {
  /** Somebody in the breakout `roomId` asks for help, or does not any more. */
  'breakouts.help-changed': z.strictObject({
    breakoutsId: id,
    roomId: id,
    person: personCard,
    waits: z.boolean(),
  }),
} as const;

// --- events of `account:<id>`
export const breakoutAccountEvents = {
  'breakouts.help-settled': z.strictObject({ roomId: id, breakoutsId: id, waits: z.boolean() }),
} as const;
