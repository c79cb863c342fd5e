import { z } from 'zod';
import { id, personCard, timestamp } from './words.js';

/**
 * Calls in direct rooms: whoever is on the stage there has the others rung, wherever they are in the product. A call is over after
 * half a minute, when everybody has answered, or when the one who calls leaves the stage.
 */

/** `coming`: they accepted, and are on their way to the stage. `busy`: on the stage of another room. */
export const callAnswer = z.enum(['ringing', 'coming', 'declined', 'busy', 'missed']);
export type CallAnswer = z.infer<typeof callAnswer>;

// --- signal of `room:<id>`
/** Key `call`: how it stands with those who are called, and, for some seconds after it is over, how it ended. */
export const callSignal = z.strictObject({
  by: personCard,
  endsAt: timestamp,
  over: z.boolean(),
  people: z.array(z.strictObject({ person: personCard, answer: callAnswer })),
});
export type CallSignal = z.infer<typeof callSignal>;

// --- signal of `account:<id>`
/** Key `call:<room>`: one is called there. Gone on all devices as soon as one of them has answered. */
export const ringSignal = z.strictObject({
  by: personCard,
  /** Who is called besides. */
  others: z.array(personCard),
  endsAt: timestamp,
});
export type RingSignal = z.infer<typeof ringSignal>;

// --- commands
export const callCommands = {
  /** From the stage of a direct room. While it rings there, the same call is answered. */
  'calls:ring': {
    input: z.strictObject({ roomId: id, peerId: id }),
    result: z.strictObject({ endsAt: timestamp }),
  },
  /** Stops the ringing on all one's devices. Who has accepted may still decline, until they are on the stage. */
  'calls:answer': {
    input: z.strictObject({ roomId: id, accept: z.boolean() }),
    result: z.strictObject({}),
  },
} as const;

// --- event of `account:<id>`
export const callAccountEvents = {
  /** Nobody answered on any of one's devices. */
  'calls.call-missed': z.strictObject({ roomId: id, byId: id }),
} as const;
