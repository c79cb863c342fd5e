import { z } from 'zod';
import { errors } from './error-sentences.js';

export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]];
export type ErrorDetails = Record<string, string | number | boolean | null>;

export const errorBody = z
  .strictObject({
    code: z.enum(errorCodes),
    /** A sentence in the language of the request. */
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'ErrorBody' });
export type ErrorBody = z.infer<typeof errorBody>;
