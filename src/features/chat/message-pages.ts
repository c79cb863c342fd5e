import { MESSAGES_PAGE, type MessagesPage } from '../../contract/chat.contract.js';
import type { Reading } from '../../platform/event-log/readings.js';
import { type ChatRepository, mineOf, type Stretch } from './chat.repository.js';
import { foundViewOf } from './chat.view.js';
import { messageGone } from './chat.errors.js';

/** At most one of the three; none of them is the end of the room. */
export interface PageQuery {
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
  limit: number;
  /** The thread, by its root; undefined is the main list. */
  thread?: string | undefined;
}
/** What every viewer of a page sees alike, and how this one reacted. */
export type ReadPage = Omit<MessagesPage, 'epoch' | 'head'>;

const END = Number.MAX_SAFE_INTEGER;

/** A page as one reading. `viewer` null: what all see alike. */
export function pageReading(
  repository: ChatRepository,
  roomId: string,
  viewer: string | null,
  query: PageQuery = { limit: MESSAGES_PAGE },
): Reading<ReadPage> {
  const { edge, older, newer } = sidesOf(query);
  // One message more than is shown tells whether there are others on that side.
  const stretch: Stretch = { roomId, edge, older: older + 1, newer: newer + 1, viewer, thread: query.thread };
  return repository.stretch(stretch, ({ rows, quoted, mine, thanked }) => {
    if (query.thread !== undefined && !rows.some(({ id }) => id === query.thread)) throw messageGone();
    const [before, after] = [rows.filter(({ seq }) => seq < edge), rows.filter(({ seq }) => seq >= edge)];
    const shown = [...before.slice(Math.max(0, before.length - older)), ...after.slice(0, newer)];
    const ids = new Set(shown.map(({ id }) => id));
    const answered = new Set(shown.flatMap(({ reply_to }) => (reply_to === null ? [] : [reply_to])));
    return {
      messages: shown.map(foundViewOf),
      quoted: quoted.filter(({ id }) => answered.has(id) && !ids.has(id)).map(foundViewOf),
      hasOlder: before.length > older,
      hasNewer: after.length > newer,
      thanked: thanked.filter((id) => ids.has(id)),
      mine: mineOf(mine.filter(({ message_id }) => ids.has(message_id))),
    };
  });
}

/** The latest messages as all share them, without those from before somebody may read. */
export function fitPage(page: Omit<ReadPage, 'mine'>, { from }: { from: number }): Omit<ReadPage, 'mine'> {
  const theirs = ({ seq }: { seq: number }): boolean => seq >= from;
  if (page.messages.every(theirs) && page.quoted.every(theirs)) return page;
  const messages = page.messages.filter(theirs);
  const hasOlder = page.hasOlder && messages.length === page.messages.length;
  return { ...page, messages, quoted: page.quoted.filter(theirs), hasOlder };
}

/** How many messages are shown on either side of a seq. */
function sidesOf({ before, after, around, limit }: PageQuery): Pick<Stretch, 'edge' | 'older' | 'newer'> {
  if (after !== undefined) return { edge: after + 1, older: 0, newer: limit };
  if (around === undefined) return { edge: before ?? END, older: limit, newer: 0 };
  const half = Math.floor(limit / 2);
  return { edge: around, older: half, newer: limit - half };
}
