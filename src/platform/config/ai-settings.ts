import { z } from 'zod';
import { address } from './kinds-of-settings.js';

/** An endpoint that speaks the protocol of OpenAI, and what is asked of it. */
export interface AiSettings {
  readonly url: string;
  readonly key: string | undefined;
  /** Writes down what is said; undefined: none does. */
  readonly speechModel: string | undefined;
}

export const aiKinds = {
  OPENAI_BASE_URL: address(['http:', 'https:']).optional(),
  OPENAI_API_KEY: z.string().max(500, 'must have at most 500 characters').optional(),
  SPEECH_MODEL: z
    .string()
    .regex(/^[\w./:-]{1,100}$/, 'must be the name of a model, or off')
    .default('whisper-1'),
};
type Given = z.output<z.ZodObject<typeof aiKinds>>;

const OPENAI = 'https://api.openai.com/v1';

/** Where neither an address nor a key is given nothing is asked of any model. */
export function aiOf({
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: key,
  SPEECH_MODEL: speech,
}: Given): AiSettings | undefined {
  if (url === undefined && key === undefined) return undefined;
  return Object.freeze({ url: url ?? OPENAI, key, speechModel: speech === 'off' ? undefined : speech });
}
