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

/** When a message was posted: ms of the epoch, and the calendar day in the reader's zone. */
interface Moment {
  readonly at: number;
  readonly day: string;
}

/** Looks up each message once: thousands of them are asked for whenever one comes. `dayOf` gives the day of a moment. */
export function momentsOf(dayOf: (at: Date) => string): (message: MessageView) => Moment {
  const known = new WeakMap<MessageView, Moment>();
  return (message) => {
    let moment = known.get(message);
    if (!moment) {
      const at = new Date(message.postedAt);
      moment = { at: at.getTime(), day: dayOf(at) };
      known.set(message, moment);
    }
    return moment;
  };
}

/**
 * Rows of a stretch of messages: a line per day, the line before the first unread message, and messages grouped by author.
 */
export function rowsOf(
  messages: readonly MessageView[],
  momentOf: (message: MessageView) => Moment,
  firstUnread: number | null,
): Row[] {
  const rows: Row[] = [];
  let before: MessageView | undefined;
  let then: Moment | undefined;
  let marked = firstUnread === null;
  for (const message of messages) {
    const now = momentOf(message);
    const newDay = then?.day !== now.day;
    if (newDay) rows.push({ kind: 'day', key: `day-${now.day}`, at: message.postedAt });
    const line = !marked && message.seq >= (firstUnread ?? 0) && before !== undefined;
    if (!marked && message.seq >= (firstUnread ?? 0)) marked = true;
    if (line) rows.push({ kind: 'unread', key: 'unread' });
    const first =
      newDay ||
      line ||
      !before ||
      !then ||
      before.author.id !== message.author.id ||
      before.state === 'deleted' ||
      message.replyTo !== null ||
      now.at - then.at > BLOCK_MS;
    rows.push({ kind: 'message', key: message.id, message, first });
    before = message;
    then = now;
  }
  return rows;
}
