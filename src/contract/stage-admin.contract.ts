import { z } from 'zod';
import { stageVideo } from './stage.contract.js';
import { timestamp } from './words.js';

/** Video as whoever runs the hub sees it. */

/** Why there is none: turned off; the chosen worker does not run; nothing here could bring one; it could not be had so far. */
export const videoLack = z.enum(['off', 'setting', 'no-tools', 'not-here']);
export type VideoLack = z.infer<typeof videoLack>;
export const videoStep = z.enum(['fetching', 'building']);
export type VideoStep = z.infer<typeof videoStep>;
/** From where the announced addresses can be reached. */
export const videoReach = z.enum(['machine', 'network', 'internet']);
export type VideoReach = z.infer<typeof videoReach>;

const relay = z.strictObject({
  url: z.string(),
  /** It is inside a private network and the hub is not: nobody is sent there. */
  refused: z.boolean(),
});
const load = z.strictObject({
  rooms: z.int(),
  people: z.int(),
  /** What goes out to them together. */
  mbits: z.int(),
});
export const videoCapacity = z.strictObject({
  /** That one worker forwards in a second of a core. */
  packets: z.int(),
  workers: z.int(),
  /** What everybody sees at once. */
  tiles: z.int(),
  measuredAt: timestamp,
  /** Classes at the same time; null: not even one. */
  many: load.nullable(),
  /** Or one meeting, as large as it can be. */
  largest: load,
});
export type VideoCapacity = z.infer<typeof videoCapacity>;
export const videoState = z
  .strictObject({
    video: stageVideo,
    /** Of mediasoup. */
    version: z.string(),
    doing: z
      .strictObject({ step: videoStep, /** Per cent. */ progress: z.int().min(0).max(100).nullable() })
      .nullable(),
    lack: z.strictObject({ why: videoLack, /** What helps, to be copied. */ line: z.string() }).nullable(),
    addresses: z.array(z.string()),
    reach: videoReach,
    /** From the first worker to the last; null: whatever is free. */
    ports: z.strictObject({ first: z.int(), last: z.int() }).nullable(),
    relays: z.array(relay),
    /** Null until the machine has measured itself. */
    capacity: videoCapacity.nullable(),
  })
  .meta({ id: 'VideoState' });
export type VideoState = z.infer<typeof videoState>;

export const videoKnock = z.strictObject({
  address: z.string(),
  port: z.int(),
  protocol: z.enum(['udp', 'tcp']),
  /** How long the answer took; null: none came. */
  ms: z.int().min(0).nullable(),
});
export type VideoKnock = z.infer<typeof videoKnock>;
/** One knock at each door of each worker that runs. */
export const videoTest = z.strictObject({ knocks: z.array(videoKnock) }).meta({ id: 'VideoTest' });
export type VideoTest = z.infer<typeof videoTest>;
