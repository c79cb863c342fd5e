import { z } from 'zod';
import { messageView, pinKind, repliesView, shownPin } from './chat.contract.js';
import { id, personCard, seq } from './words.js';

/** Threads, questions and pins of a room's chat: what is asked about them beside the messages themselves. */

/** Threads of a person in one room that are listed, the last ones to move. */
export const THREADS_MAX = 100;
export const QUESTIONS_PAGE = 30;
/** Who reacted is shown up to so many; the rest is a number. */
export const REACTORS_MAX = 100;

/** What one person has read of a thread, and whether they follow it. */
export const threadState = z
  .strictObject({
    roomId: id,
    threadId: id,
    /** Everything up to this seq is read. Only ever grows. */
    readSeq: seq,
    unread: z.int(),
    mentions: z.int(),
    firstUnread: seq.nullable(),
    following: z.boolean(),
    /** Followed in silence: nothing of it counts but mentions. */
    muted: z.boolean(),
    /** As in the read state of the room. */
    turn: z.int(),
  })
  .meta({ id: 'ThreadState' });
export type ThreadState = z.infer<typeof threadState>;

// --- REST
/** Those one follows and those in which one was mentioned and has not looked: the last to move first. */
export const threadsList = z
  .strictObject({ threads: z.array(z.strictObject({ root: messageView, state: threadState })) })
  .meta({ id: 'ThreadsList' });
export type ThreadsList = z.infer<typeof threadsList>;

export const questionsQuery = z.strictObject({
  state: z.enum(['open', 'answered']).default('open'),
  /** Questions with a smaller seq than this. */
  before: z.coerce.number().int().min(1).optional(),
});
export const questionsPage = z
  .strictObject({
    /** Newest first. */
    questions: z.array(z.strictObject({ question: messageView, answer: messageView.nullable() })),
    hasOlder: z.boolean(),
  })
  .meta({ id: 'QuestionsPage' });
export type QuestionsPage = z.infer<typeof questionsPage>;

/** What was pinned last comes first. */
export const pinsList = z.strictObject({ pins: z.array(messageView) }).meta({ id: 'PinsList' });
export type PinsList = z.infer<typeof pinsList>;

export const reactors = z
  .strictObject({
    reactors: z.array(z.strictObject({ emoji: z.string(), person: personCard })),
    /** How many more there are than are named. */
    more: z.int(),
  })
  .meta({ id: 'Reactors' });
export type Reactors = z.infer<typeof reactors>;

// --- commands
const about = { roomId: id, clientId: id, messageId: id };
const place = z.strictObject({ seq });
export const threadCommands = {
  /** `messageId` is the question; its answer is a reply that quotes it or stands in its thread, null takes it back. */
  'chat:mark-answer': { input: z.strictObject({ ...about, answerId: id.nullable() }), result: place },
  /** Once, for a reply of somebody else. */
  'chat:thank': { input: z.strictObject(about), result: place },
  'chat:pin': { input: z.strictObject({ ...about, pin: pinKind.nullable() }), result: place },
  /** Monotone, as `chat:read`. */
  'chat:read-thread': { input: z.strictObject({ roomId: id, threadId: id, seq }), result: threadState },
  'chat:follow-thread': {
    input: z.strictObject({ roomId: id, threadId: id, following: z.boolean(), muted: z.boolean() }),
    result: threadState,
  },
} as const;

// --- events of `room:<id>`
export const threadEvents = {
  /** What the root of a thread shows of it now; null when nothing is left to see. */
  'chat.thread-changed': z.strictObject({ messageId: id, replies: repliesView.nullable() }),
  /** `answerId` null: taken back, or the answer is no more. */
  'chat.question-answered': z.strictObject({
    questionId: id,
    answerId: id.nullable(),
    askerId: id,
    answererId: id.nullable(),
    byId: id.nullable(),
  }),
  /** `thanks` is the new value of the counter. */
  'chat.person-thanked': z.strictObject({ messageId: id, personId: id, byId: id, thanks: z.int() }),
  'chat.pin-changed': z.strictObject({ messageId: id, pin: shownPin.nullable(), byId: id }),
} as const;

// --- signals of `account:<id>`
/** Key `thread:<rootId>`: read marks, following and muting are the same on all devices. */
export const threadSignal = threadState;
