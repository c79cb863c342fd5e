import type { MessageView } from '@contract/chat.contract.js';

/** What the list draws, top to bottom. */
export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | {
      kind: 'message';
      key: string;
      message: MessageView;
      /** Begins a block: face, name and time are shown. */ first: boolean;
    };

/** Messages of one person closer together than this stand under one name. */
const BLOCK_MS = 5 * 60_000;

/**
 * Rows of a stretch of messages: a line per day, the line before the first unread message, and messages grouped by author.
 * `dayOf` gives the calendar day of a moment (ms of the epoch) in the reader's zone.
 */
export function rowsOf(
  messages: readonly MessageView[],
  dayOf: (at: number) => string,
  firstUnread: number | null,
): Row[] {
  const rows: Row[] = [];
  let before: { message: MessageView; at: number; day: string } | undefined;
  let marked = firstUnread === null;
  // Thousands of messages pass through here whenever one comes: each is looked at once.
  for (const message of messages) {
    const at = Date.parse(message.postedAt);
    const day = dayOf(at);
    const newDay = before?.day !== day;
    if (newDay) rows.push({ kind: 'day', key: `day-${day}`, at: message.postedAt });
    const line = !marked && message.seq >= (firstUnread ?? 0) && before !== undefined;
    if (!marked && message.seq >= (firstUnread ?? 0)) marked = true;
    if (line) rows.push({ kind: 'unread', key: 'unread' });
    const first =
      newDay ||
      line ||
      !before ||
      before.message.author.id !== message.author.id ||
      before.message.state === 'deleted' ||
      message.replyTo !== null ||
      at - before.at > BLOCK_MS;
    rows.push({ kind: 'message', key: message.id, message, first });
    before = { message, at, day };
  }
  return rows;
}
