import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer } from 'virtua';
import { PageState } from '../../../components/ui/page-state.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import type { Queued } from '../../../lib/streams/local-store.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import type { MessageSource } from '../../rooms/room/room-live.js';
import { readingFrom } from '../../order/live/reading-from.js';
import { orderWords } from '../../order/order.words.js';
import { chatWords } from '../chat.words.js';
import type { Loaded } from '../live/loaded.js';
import { useArrivals } from '../live/use-arrivals.js';
import { useJump, type Target } from '../live/use-jump.js';
import { useListRows } from '../live/use-list-rows.js';
import { useListScroll } from '../live/use-list-scroll.js';
import { useMessageKeys } from '../live/use-message-keys.js';
import { useReadMark } from '../live/use-read-mark.js';
import { ListPills } from './list-pills.js';
import { ListRowView } from './list-row.js';
import type { MessageContext } from './message-context.js';
import css from './message-list.module.css';

/** Nearer to an edge than this, what lies beyond it is asked for. */
const LOAD_PX = 600;
const NO_ROWS: readonly number[] = [];

interface MessageListProps {
  room: MessageSource;
  /** Accessible name of the list. */
  label: string;
  window: RoomWindow;
  /** The messages of the window. */
  loaded: Loaded;
  queued: readonly Queued[];
  context: MessageContext;
  target: Target | null;
  /** How many messages one has sent from here: who says something wants to see it. */
  sent: number;
}

/** The endless list: what is above and below is loaded while one scrolls; nothing jumps while one reads. */
export function MessageList({ room, label, window, loaded, queued, context, target, sent }: MessageListProps) {
  const t = useT(chatWords);
  const order = useT(orderWords);
  const from = readingFrom(window);
  const { fail } = useSentence();
  const unreadLine = useStore(room.unreadLine);
  const { paging } = useStore(room.screen);
  const announced = useArrivals(window.messages, context.me, context.blocked);
  const rows = useListRows(window, queued, unreadLine, context.me);
  const shown = rows.length > 1 || window.hasOlder;
  const { list, handle, over, keeper, atEnd, shift } = useListScroll(rows, !window.hasNewer, shown);
  const keys = useMessageKeys(keeper, rows, context.onReply);
  const highlighted = useJump(keeper, list, rows, target);
  const keptRows = useMemo(() => (keys.activeIndex < 0 ? NO_ROWS : [keys.activeIndex]), [keys.activeIndex]);
  useReadMark(room, atEnd === true, window.messages.at(-1)?.seq ?? 0);

  const lineIndex = rows.findIndex((row) => row.kind === 'unread');
  const [lineSeen, setLineSeen] = useState(lineIndex >= 0);
  const onScroll = (offset: number) => {
    keeper.moved(offset);
    if (!handle.current) return;
    const { scrollSize, viewportSize } = handle.current;
    if (lineIndex >= 0 && handle.current.findItemIndex(offset) <= lineIndex) setLineSeen(true);
    if (offset < LOAD_PX) void room.older();
    if (scrollSize - viewportSize - offset < LOAD_PX) void room.newer();
  };

  const toEnd = useCallback(() => {
    room.latest().then(() => keeper.toEnd(), fail);
  }, [room, keeper, fail]);
  const seen = useRef(sent);
  useEffect(() => {
    if (seen.current !== sent) toEnd();
    seen.current = sent;
  }, [sent, toEnd]);

  // A pill goes when it is pressed; the focus must not go with it.
  const onPill = (go: () => void) => () => {
    list.current?.focus({ preventScroll: true });
    go();
  };
  const unreadBelow = window.messages.filter(
    ({ seq, author }) => seq > window.read.readSeq && author.id !== context.me,
  ).length;
  // Where one stopped reading lies above: on another page, or out of sight since one went to the end.
  const stopped = unreadLine !== null && !lineSeen && (lineIndex >= 0 || unreadLine < (window.messages[0]?.seq ?? 0));
  const toLine = () => {
    setLineSeen(true);
    if (unreadLine !== null) context.onJump(unreadLine);
  };
  return (
    <div className={css.frame} onFocus={keys.onFocus} onKeyDown={keys.onKeyDown}>
      <VisuallyHidden aria-live="polite" role="status">
        {announced}
      </VisuallyHidden>
      {shown ? (
        <div
          ref={list}
          className={css.list}
          role="log"
          aria-live="off"
          aria-label={label}
          // What scrolls must be reached by keyboard.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={keys.active === null ? 0 : -1}
        >
          <Virtualizer
            ref={handle}
            data={rows}
            shift={shift}
            onScroll={onScroll}
            onResize={() => keeper.resized()}
            keepMounted={keptRows}
          >
            {(row) => (
              <ListRowView
                key={row.key}
                row={row}
                window={window}
                loaded={loaded}
                loading={paging === 'older'}
                context={context}
                highlighted={highlighted}
                active={keys.active}
              />
            )}
          </Virtualizer>
        </div>
      ) : (
        // Scrolled by keyboard too, where a card below it leaves little room.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={css.empty} role="group" aria-label={t('empty.title')} tabIndex={0}>
          <PageState title={t('empty.title')} text={from === 'joined' ? order('from.joined') : t('empty.text')} />
        </div>
      )}
      <ListPills
        ref={over}
        onUp={stopped ? onPill(toLine) : null}
        onDown={shown && atEnd === false ? onPill(toEnd) : null}
        unread={unreadBelow}
      />
    </div>
  );
}
