import { z } from 'zod';
import { CAPTION_MAX, CAPTION_SOUND_MAX } from './limits.js';
import { id, language, line, timestamp } from './words.js';

/**
 * Captions of the stage: what is said, as text, while it is said. Signals and nothing else: they are kept nowhere but
 * inside a recording, of who consented to it (`recordings.contract.ts`).
 */

/** Written by a person, by the speaker's own device, or by the AI endpoint of the hub. */
export const captionSource = z.enum(['typed', 'device', 'endpoint']);
export type CaptionSource = z.infer<typeof captionSource>;
export const captionLine = z.strictObject({ text: z.string(), language, source: captionSource, at: timestamp });
export type CaptionLine = z.infer<typeof captionLine>;

// --- signal of `room:<id>`
/** Key `caption:<person>`: the last lines of somebody on the stage, the oldest first; gone some seconds after the last one. */
export const captionSignal = z.strictObject({ lines: z.array(captionLine) });
export type CaptionSignal = z.infer<typeof captionSignal>;

// --- signal of `account:<id>`
/** Key `caption-trouble:<room>`: the endpoint wrote nothing down, and captions of one's voice stop. */
export const captionTrouble = z.strictObject({ trouble: z.enum(['slow', 'limited', 'failed']), at: timestamp });
export type CaptionTrouble = z.infer<typeof captionTrouble>;

const onStage = { roomId: id, peerId: id };
const soundType = z.enum(['audio/webm', 'audio/ogg', 'audio/mp4']);
export const captionCommands = {
  /** Where the sound of one's voice would go before one sends any. `here`: it does not leave this machine. Null: nowhere. */
  'captions:way': {
    input: z.strictObject(onStage),
    result: z.strictObject({ endpoint: z.strictObject({ host: z.string(), here: z.boolean() }).nullable() }),
  },
  /** A line that a person typed, or that the speaker's own device understood while their microphone was on. */
  'captions:say': {
    input: z.strictObject({ ...onStage, text: line(1, CAPTION_MAX), language, source: z.enum(['typed', 'device']) }),
    result: z.strictObject({}),
  },
  /** A few seconds of one's own microphone. What becomes of it comes as a signal. */
  'captions:hear': {
    input: z.strictObject({
      ...onStage,
      sound: z
        .string()
        .min(4)
        .max(CAPTION_SOUND_MAX)
        .regex(/^[A-Za-z0-9+/]+={0,2}$/),
      type: soundType,
      language,
    }),
    result: z.strictObject({}),
  },
} as const;
