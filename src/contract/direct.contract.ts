import { z } from 'zod';
import { id } from './words.js';

/** People of a direct room, whoever opens it included. Two are a pair; more are a group, which one may leave. */
export const DIRECT_MAX = 8;
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
