import { z } from 'zod';
import { REASON_MAX, REPORT_WORDS_MAX } from './limits.js';
import { messageView } from './chat.contract.js';
import { id, line, personCard, seq, text, timestamp } from './words.js';

/** Messages before and after the one that is reported. */
export const REPORT_CONTEXT = 10;
export const REPORTS_PAGE = 30;

export const reportReason = z.enum(['harassment', 'hate', 'spam', 'sexual', 'danger', 'other']);
export type ReportReason = z.infer<typeof reportReason>;
/** What became of it: the message was hidden, its author muted, or it stays. */
export const reportOutcome = z.enum(['hidden', 'muted', 'kept']);
export type ReportOutcome = z.infer<typeof reportOutcome>;

/** For the room's staff alone. The message keeps its words here while it is hidden. */
export const reportView = z
  .strictObject({
    id,
    message: messageView,
    reporter: personCard,
    reason: reportReason,
    words: z.string(),
    openedAt: timestamp,
    outcome: reportOutcome.nullable(),
    closedAt: timestamp.nullable(),
  })
  .meta({ id: 'Report' });
export type ReportView = z.infer<typeof reportView>;

// --- REST
/** The open ones or the settled ones, the latest first; those before one of them. */
export const reportsQuery = z.strictObject({
  state: z.enum(['open', 'closed']).default('open'),
  before: id.optional(),
});
export const reportList = z
  .strictObject({ reports: z.array(reportView), next: id.nullable(), open: z.int() })
  .meta({ id: 'ReportList' });
export type ReportList = z.infer<typeof reportList>;
/** The report with what was said around its message, in order. */
export const reportContext = z
  .strictObject({ report: reportView, messages: z.array(messageView) })
  .meta({ id: 'ReportContext' });
export type ReportContext = z.infer<typeof reportContext>;
/** What a hidden message says and why it is hidden: for its author and the room's staff. */
export const hiddenMessage = z
  .strictObject({ message: messageView, reason: z.string(), hiddenAt: timestamp })
  .meta({ id: 'HiddenMessage' });
export type HiddenMessage = z.infer<typeof hiddenMessage>;

// --- commands
const keyed = { roomId: id, clientId: id };
const reason = line(1, REASON_MAX);
export const reportCommands = {
  'chat:report': {
    input: z.strictObject({
      ...keyed,
      messageId: id,
      reason: reportReason,
      words: text(0, REPORT_WORDS_MAX).default(''),
    }),
    result: z.strictObject({}),
  },
  /** Settles the open reports of the message too. */
  'chat:hide': { input: z.strictObject({ ...keyed, messageId: id, reason }), result: z.strictObject({ seq }) },
  'chat:show': { input: z.strictObject({ ...keyed, messageId: id, reason }), result: z.strictObject({ seq }) },
  /** The message stays, or its author was muted: all open reports of it are settled. */
  'chat:settle-reports': {
    input: z.strictObject({ ...keyed, messageId: id, outcome: z.enum(['kept', 'muted']), reason }),
    result: z.strictObject({}),
  },
} as const;

// --- events of `room:<id>`
export const reportEvents = {
  /** The words leave every screen; only the room's staff and the author may still read them, when they ask. */
  'chat.message-hidden': z.strictObject({ messageId: id, byId: id }),
  'chat.message-shown': z.strictObject({ message: messageView }),
} as const;

// --- events of `room:<id>:staff`: who reported is in none of them
export const reportStaffEvents = {
  /** `open`: open reports of the room, as a value. */
  'chat.report-opened': z.strictObject({ reportId: id, messageId: id, reason: reportReason, open: z.int() }),
  'chat.report-closed': z.strictObject({
    reportId: id,
    messageId: id,
    outcome: reportOutcome,
    byId: id,
    open: z.int(),
  }),
  'chat.message-decided': z.strictObject({
    messageId: id,
    decision: z.enum(['hidden', 'shown', 'kept']),
    reason: z.string(),
    byId: id,
  }),
} as const;

// --- events of `account:<id>`
export const reportAccountEvents = {
  /** Of who reported. */
  'chat.report-answered': z.strictObject({ roomId: id, messageId: id, messageSeq: seq, outcome: reportOutcome }),
  /** Of the author. */
  'chat.message-judged': z.strictObject({
    roomId: id,
    messageId: id,
    messageSeq: seq,
    decision: z.enum(['hidden', 'shown']),
    reason: z.string(),
  }),
} as const;
