import { z } from 'zod';
import { stageVideo } from './stage.contract.js';

/** Video as whoever runs the hub sees it. */

/** Why there is none: turned off; the chosen worker does not run; nothing here could bring one; it could not be had so far. */
export const videoLack = z.enum(['off', 'setting', 'no-tools', 'not-here']);
export type VideoLack = z.infer<typeof videoLack>;
export const videoStep = z.enum(['fetching', 'building']);
export type VideoStep = z.infer<typeof videoStep>;
/** From where the announced addresses can be reached. */
export const videoReach = z.enum(['machine', 'network', 'internet']);
export type VideoReach = z.infer<typeof videoReach>;

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
    /** The first port; null: whatever is free. */
    port: z.int().nullable(),
    relays: z.array(
      z.strictObject({ url: z.string(), /** In a private network: nobody is sent there. */ refused: z.boolean() }),
    ),
  })
  .meta({ id: 'VideoState' });
export type VideoState = z.infer<typeof videoState>;
