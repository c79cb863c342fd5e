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
 * `dayOf` gives the calendar day in the reader's zone.
 */
export function rowsOf(
  messages: readonly MessageView[],
  dayOf: (at: string) => string,
  firstUnread: number | null,
): Row[] {
  const rows: Row[] = [];
  let before: MessageView | undefined;
  let marked = firstUnread === null;
  for (const message of messages) {
    const newDay = !before || dayOf(before.postedAt) !== dayOf(message.postedAt);
    if (newDay) rows.push({ kind: 'day', key: `day-${dayOf(message.postedAt)}`, at: message.postedAt });
    const line = !marked && message.seq >= (firstUnread ?? 0) && before !== undefined;
    if (!marked && message.seq >= (firstUnread ?? 0)) marked = true;
    if (line) rows.push({ kind: 'unread', key: 'unread' });
    const first =
      newDay ||
      line ||
      !before ||
      before.author.id !== message.author.id ||
      before.state === 'deleted' ||
      message.replyTo !== null ||
      Date.parse(message.postedAt) - Date.parse(before.postedAt) > BLOCK_MS;
    rows.push({ kind: 'message', key: message.id, message, first });
    before = message;
  }
  return rows;
}
