import { z } from 'zod';
import { id, seq } from './words.js';

/** Links of a message that are looked at. */
export const PREVIEWS_MAX = 3;
export const PREVIEW_LENGTHS = { site: 80, title: 200, description: 300 } as const;
const LINK_MAX = 2_048;

/** What stands behind a link, as its page says; the words of strangers. */
export const previewView = z
  .strictObject({
    /** The link as it stands in the message. */
    url: z.string(),
    site: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    /** A file of the room, made anew by the hub: no page asks another site for it. */
    picture: z.strictObject({ id, width: z.int(), height: z.int() }).nullable(),
  })
  .meta({ id: 'LinkPreview' });
export type PreviewView = z.infer<typeof previewView>;

export const previewCommands = {
  /** It does not come back, whatever becomes of the message. */
  'chat:remove-preview': {
    input: z.strictObject({ roomId: id, clientId: id, messageId: id, url: z.string().min(1).max(LINK_MAX) }),
    result: z.strictObject({ seq }),
  },
} as const;

export const previewEvents = {
  /** All previews of a message, in the order of its links: some have come, or one was taken away. */
  'chat.previews-changed': z.strictObject({ messageId: id, previews: z.array(previewView) }),
} as const;
