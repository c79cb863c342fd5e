import { z } from 'zod';
import { MAX_WATCHED_STREAMS } from './limits.js';
import { accountEvents } from './accounts.contract.js';
import { breakoutAccountEvents, breakoutCommands, breakoutEvents, breakoutStaffEvents } from './breakouts.contract.js';
import { callAccountEvents, callCommands } from './calls.contract.js';
import { captionCommands } from './captions.contract.js';
import { chatAccountEvents, chatCommands, chatEvents, typingInput } from './chat.contract.js';
import type { ErrorBody } from './errors.contract.js';
import { keepingCommands } from './keeping.contract.js';
import { meetingAccountEvents, meetingCommands, meetingEvents, meetingStaffEvents } from './meetings.contract.js';
import { minutesCommands, minutesEvents } from './minutes.contract.js';
import { materialCommands, materialEvents } from './materials.contract.js';
import { previewCommands, previewEvents } from './previews.contract.js';
import { profileEvents } from './profiles.contract.js';
import { noticeEvents } from './notifications.contract.js';
import { recordingCommands, recordingEvents } from './recordings.contract.js';
import { reportAccountEvents, reportCommands, reportEvents, reportStaffEvents } from './reports.contract.js';
import {
  roomOrderAccountEvents,
  roomOrderCommands,
  roomOrderEvents,
  roomOrderStaffEvents,
} from './room-order.contract.js';
import { roomAccountEvents, roomCommands, roomEvents, roomStaffEvents } from './rooms.contract.js';
import { stageMediaCommands } from './stage-media.contract.js';
import { stageCommands, stageEvents } from './stage.contract.js';
import { threadCommands, threadEvents } from './threads.contract.js';
import { seq, timestamp } from './words.js';

/**
 * The whole conversation between a browser and the hub: streams, signals, commands.
 * Socket.IO carries it: a command is `emit(name, input, acknowledge)`, everything else is the events of `ServerToClient`.
 */

/** `room:<uuid>`, `room:<uuid>:staff`, `account:<uuid>`: one audience each. */
export const streamId = z
  .string()
  .max(80)
  .regex(/^[a-z]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:[a-z]+)?$/);
export const position = z.strictObject({ epoch: z.int().min(0), seq });
export type Position = z.infer<typeof position>;

export const handshake = z.strictObject({ token: z.string().min(1).max(4096), protocol: z.int() });
export type Handshake = z.infer<typeof handshake>;

// --- events: payload schemas by type; the current version of each lives in `<feature>.events.ts`
export const eventPayloads = {
  ...accountEvents,
  ...profileEvents,
  ...roomEvents,
  ...roomStaffEvents,
  ...roomAccountEvents,
  ...roomOrderEvents,
  ...roomOrderStaffEvents,
  ...roomOrderAccountEvents,
  ...meetingEvents,
  ...meetingStaffEvents,
  ...meetingAccountEvents,
  ...breakoutEvents,
  ...breakoutStaffEvents,
  ...breakoutAccountEvents,
  ...chatEvents,
  ...threadEvents,
  ...previewEvents,
  ...chatAccountEvents,
  ...reportEvents,
  ...reportStaffEvents,
  ...reportAccountEvents,
  ...materialEvents,
  ...minutesEvents,
  ...stageEvents,
  ...callAccountEvents,
  ...recordingEvents,
  ...noticeEvents,
} as const;
export type EventType = keyof typeof eventPayloads;
export type EventPayload<T extends EventType> = z.infer<(typeof eventPayloads)[T]>;

/** An event as it travels: the stream, epoch are the frame's. */
export type LiveEvent<T extends EventType = EventType> = {
  [K in T]: {
    seq: number;
    type: K;
    subject: string | null;
    actor: string | null;
    at: string;
    payload: EventPayload<K>;
  };
}[T];

/** What is sent for one stream at once, in order of seq, without holes. */
export interface Frame {
  stream: string;
  epoch: number;
  events: LiveEvent[];
}

// --- following
export const streamCommands = {
  /** Follow with all frames. `after` = what the client has; without it frames start at the head. */
  'stream:open': {
    input: z.strictObject({ stream: streamId, after: position.optional() }),
    result: z.strictObject({
      head: position,
      /** What was asked cannot be filled without a hole: load a snapshot. */
      resync: z.boolean(),
    }),
  },
  'stream:close': { input: z.strictObject({ stream: streamId }), result: z.strictObject({}) },
  /** The whole list of streams of which only "it moved" is wanted; replaces the previous list. */
  'stream:watch': {
    input: z.strictObject({ streams: z.array(streamId).max(MAX_WATCHED_STREAMS) }),
    result: z.strictObject({
      heads: z.array(z.strictObject({ stream: streamId, seq, lastMessageSeq: seq })),
      refused: z.array(streamId),
    }),
  },
} as const;

export const moved = z.strictObject({ stream: streamId, seq, lastMessageSeq: seq });
export type Moved = z.infer<typeof moved>;

// --- signals: whole values under a key; null takes the key away. From the client without acknowledgement.
export const signalKey = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z-]+(:[0-9a-f-]{36})?$/);
/** What a client may set, by the part of the key before ":" (the rest is the person's own id, filled in by the hub). */
export const clientSignals = { typing: typingInput } as const;
export const setSignalInput = z.strictObject({ stream: streamId, name: z.enum(['typing']), value: z.unknown() });
export interface SignalBatch {
  stream: string;
  /** key → value; null = gone. */
  values: Record<string, unknown>;
}

// --- commands
export const commands = {
  ...streamCommands,
  ...roomCommands,
  ...roomOrderCommands,
  ...meetingCommands,
  ...breakoutCommands,
  ...chatCommands,
  ...threadCommands,
  ...keepingCommands,
  ...previewCommands,
  ...reportCommands,
  ...materialCommands,
  ...minutesCommands,
  ...stageCommands,
  ...stageMediaCommands,
  ...callCommands,
  ...recordingCommands,
  ...captionCommands,
} as const;
export type CommandName = keyof typeof commands;
export type CommandInput<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
export type CommandParsed<N extends CommandName> = z.output<(typeof commands)[N]['input']>;
export type CommandResult<N extends CommandName> = z.infer<(typeof commands)[N]['result']>;
export type Acknowledgement<T> = { ok: true; data: T } | { ok: false; error: ErrorBody };

export const bye = z.strictObject({
  /** `signed-out`, `banned`: do not come back by yourself. `restarting`, `slow`: come back after `retryInMs`. */
  reason: z.enum(['signed-out', 'banned', 'restarting', 'slow', 'old-client']),
  retryInMs: z.int().nullable(),
});
export type Bye = z.infer<typeof bye>;

export type ClientToServer = {
  [N in CommandName]: (
    input: CommandInput<N>,
    acknowledge: (answer: Acknowledgement<CommandResult<N>>) => void,
  ) => void;
} & { 'signal:set': (input: z.input<typeof setSignalInput>) => void };

export interface ServerToClient {
  frame: (frame: Frame) => void;
  moved: (streams: Moved[]) => void;
  signals: (batch: SignalBatch) => void;
  /** This person may no longer follow the stream; the removal itself was the last frame. */
  closed: (stream: string, reason: 'not-allowed' | 'resync') => void;
  bye: (bye: Bye) => void;
}

/** Shape of the snapshot of a stream: its head and its parts, each contributed by one feature. */
export const snapshotHead = z.strictObject({ stream: streamId, epoch: z.int(), seq, at: timestamp });
