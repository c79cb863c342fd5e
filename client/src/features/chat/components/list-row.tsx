import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { questionOf } from '../threads/question-of.js';
import type { Loaded } from '../live/loaded.js';
import type { ListRow } from '../live/use-list-rows.js';
import { DayLine, TopLine, UnreadLine } from './list-lines.js';
import type { MessageContext } from './message-context.js';
import { MessageItem } from './message-item.js';
import { QueuedMessage } from './queued-message.js';

const NONE: readonly string[] = [];

interface ListRowProps {
  row: ListRow;
  window: RoomWindow;
  /** The messages of the window. */
  loaded: Loaded;
  /** Older messages are on their way. */
  loading: boolean;
  context: MessageContext;
  /** seq of the message that was jumped to, and of the one that is the tab stop. */
  highlighted: number | null;
  active: number | null;
}

/** One row of the list, whatever it is. */
export function ListRowView({ row, window, loaded, loading, context, highlighted, active }: ListRowProps) {
  if (row.kind === 'top') return <TopLine window={window} loading={loading} />;
  if (row.kind === 'day') return <DayLine at={row.at} />;
  if (row.kind === 'unread') return <UnreadLine />;
  if (row.kind === 'queued') return <QueuedMessage queued={row.queued} first={row.first} me={context.meCard} />;
  const { message, first } = row;
  const { replyTo } = message;
  const quoted = replyTo ? (loaded(replyTo) ?? window.quoted[replyTo] ?? null) : null;
  return (
    <MessageItem
      message={message}
      first={first}
      context={context}
      quoted={quoted}
      question={questionOf(message, quoted, loaded)}
      mine={window.mine[message.id] ?? NONE}
      thanked={window.thanked.includes(message.id)}
      highlighted={message.seq === highlighted}
      active={message.seq === active}
    />
  );
}
