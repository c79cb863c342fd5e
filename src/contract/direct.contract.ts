import { z } from 'zod';
import { DIRECT_MAX } from './limits.js';
import { id } from './words.js';

/** The others; whoever asks is of them. */
export const openDirectInput = z
  .strictObject({
    personIds: z
      .array(id)
      .min(1)
      .max(DIRECT_MAX - 1)
      .refine((ids) => new Set(ids).size === ids.length, 'twice'),
  })
  .meta({ id: 'OpenDirectInput' });
