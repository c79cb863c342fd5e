import { z } from 'zod';
import { timestamp } from './words.js';

/** An address that is a permission in itself for an hour, while its owner still may take the room along. */
export const roomCopy = z.strictObject({ path: z.string(), until: timestamp }).meta({ id: 'RoomCopy' });
export type RoomCopy = z.infer<typeof roomCopy>;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const roomCopyTicket = z
  .string()
  .max(160)
  .regex(new RegExp(`^${UUID}\\.${UUID}\\.[0-9a-z]{1,10}\\.[A-Za-z0-9_-]{43}$`));
