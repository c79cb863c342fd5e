import { z } from 'zod';
import { DRAFT_AGE_MAX_MS, DRAFT_MAX } from './limits.js';
import { messageView } from './chat.contract.js';
import { id, personCard, roomKind, unfinished } from './words.js';

/** Drafts that are kept of one account; the oldest go first. */
export const DRAFTS_MAX = 200;
export const SAVED_MAX = 1_000;
export const SAVED_PAGE = 30;

/** What somebody is writing in a room, or in a thread of it (`threadId`: its root message). */
export const draftView = z
  .strictObject({
    roomId: id,
    threadId: id.nullable(),
    text: z.string(),
    replyTo: id.nullable(),
    /** Grows with every change; a device drops what it knows already. */
    revision: z.int(),
  })
  .meta({ id: 'Draft' });
export type DraftView = z.infer<typeof draftView>;
/** Those with something in them. */
export const draftList = z.strictObject({ drafts: z.array(draftView) }).meta({ id: 'DraftList' });

export const savedMessage = z
  .strictObject({
    /** Place in the list: later ones are greater. */
    id,
    room: z.strictObject({
      id,
      kind: roomKind,
      title: z.string().nullable(),
      /** In a direct room, who is there besides oneself. */
      others: z.array(personCard),
    }),
    message: messageView,
  })
  .meta({ id: 'SavedMessage' });
export type SavedMessage = z.infer<typeof savedMessage>;

export const savedQuery = z.strictObject({
  before: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(SAVED_PAGE),
});
export const savedList = z
  .strictObject({ saved: z.array(savedMessage), next: id.nullable() })
  .meta({ id: 'SavedMessages' });
export type SavedList = z.infer<typeof savedList>;
/** Of all that is saved, for the marks in the rooms. */
export const savedIds = z.strictObject({ messageIds: z.array(id) }).meta({ id: 'SavedIds' });

export const keepingCommands = {
  /** The last one written wins, whichever arrives last: `ageMs` says how long ago that was. Answers what is kept now. */
  'chat:keep-draft': {
    input: z.strictObject({
      roomId: id,
      threadId: id.nullable().default(null),
      text: unfinished(DRAFT_MAX),
      replyTo: id.nullable().default(null),
      ageMs: z.int().min(0).max(DRAFT_AGE_MAX_MS).default(0),
    }),
    result: draftView,
  },
  'chat:save': {
    input: z.strictObject({ roomId: id, messageId: id, saved: z.boolean() }),
    result: z.strictObject({ saved: z.boolean() }),
  },
} as const;

/** `account:<id>`, key `draft:<room or thread>`: the draft as it is now, an empty one too. */
export const draftSignal = draftView;
/** `account:<id>`, key `saved:<message>`. */
export const savedSignal = z.strictObject({ messageId: id, saved: z.boolean() });
