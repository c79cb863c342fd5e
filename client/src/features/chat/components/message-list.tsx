import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { VList, type VListHandle } from 'virtua';
import { Button } from '../../../components/ui/button.js';
import { PageState } from '../../../components/ui/page-state.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { dayKey } from '../../../lib/i18n/format.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import type { Queued } from '../../../lib/streams/local-store.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import type { RoomLive } from '../../rooms/room/room-live.js';
import { chatWords } from '../chat.words.js';
import { rowsOf, type Row } from '../live/message-rows.js';
import { useArrivals } from '../live/use-arrivals.js';
import { useMessageKeys } from '../live/use-message-keys.js';
import { DayLine, UnreadLine } from './list-lines.js';
import type { MessageContext } from './message-context.js';
import { MessageItem } from './message-item.js';
import { QueuedMessage } from './queued-message.js';
import css from './message-list.module.css';

/** Closer to the end than this counts as "at the bottom": what arrives keeps it there. */
const BOTTOM_PX = 48;
const LOAD_PX = 600;

type ListRow = Row | { kind: 'queued'; key: string; queued: Queued; first: boolean } | { kind: 'top'; key: string };

interface MessageListProps {
  room: RoomLive;
  window: RoomWindow;
  queued: readonly Queued[];
  context: MessageContext;
  /** A message to show, by seq; `turn` tells two wishes for the same one apart. */
  target: { seq: number; turn: number } | null;
}

/** The endless list: what is above and below is loaded while one scrolls; nothing jumps while one reads. */
export function MessageList({ room, window, queued, context, target }: MessageListProps) {
  const t = useT(chatWords);
  const zone = useTimeZone();
  const unreadLine = useStore(room.unreadLine);
  const { paging } = useStore(room.screen);
  const list = useRef<VListHandle>(null);
  const [atBottom, setAtBottom] = useState(true);
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const [lineSeen, setLineSeen] = useState(false);
  const announced = useArrivals(window.messages, context.me);

  const rows = useMemo<ListRow[]>(() => {
    const known = new Set(window.messages.map((message) => message.clientId));
    const sending = window.hasNewer
      ? []
      : queued.filter((one) => one.command === 'chat:post' && !known.has(one.clientId));
    return [
      { kind: 'top', key: 'top' },
      ...rowsOf(window.messages, (at) => dayKey(new Date(at), zone), unreadLine),
      ...sending.map((one, at) => ({
        kind: 'queued' as const,
        key: one.clientId,
        queued: one,
        // Under one's own name where it will stand once it is sent.
        first: at === 0 && window.messages.at(-1)?.author.id !== context.me,
      })),
    ];
  }, [window.messages, window.hasNewer, queued, zone, unreadLine, context.me]);

  const keys = useMessageKeys(list, rows, context.onReply);

  const keptRows = useMemo(() => (keys.activeIndex < 0 ? NO_ROWS : [keys.activeIndex]), [keys.activeIndex]);

  // Rows that come in above keep what one reads where it is.
  const firstKey = rows.find((row) => row.kind === 'message')?.key;
  const before = useRef(firstKey);
  const shift = before.current !== firstKey && rows.some((row) => row.key === before.current);
  useLayoutEffect(() => {
    before.current = firstKey;
  }, [firstKey]);

  const lineIndex = rows.findIndex((row) => row.kind === 'unread');
  const lastKey = rows.at(-1)?.key;
  const started = useRef(false);
  useLayoutEffect(() => {
    const handle = list.current;
    if (!handle || rows.length < 2) return undefined;
    if (!started.current) {
      started.current = true;
      setLineSeen(lineIndex >= 0);
      handle.scrollToIndex(lineIndex > 0 ? lineIndex : rows.length - 1, { align: lineIndex > 0 ? 'start' : 'end' });
      return undefined;
    }
    if (!atBottom || window.hasNewer) return undefined;
    // In a frame of its own: the list measures and renders at once when it is scrolled, and a burst of messages
    // would nest these renders deeper than React goes.
    const frame = requestAnimationFrame(() => {
      if (!walking()) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
    });
    return () => cancelAnimationFrame(frame);
    // Only what is new at the end moves the list.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [lastKey]);

  // The field grows or the keyboard comes: who reads the end goes on reading it.
  const frame = useRef<HTMLDivElement>(null);
  const end = useRef(-1);
  end.current = atBottom ? rows.length - 1 : -1;
  useEffect(() => {
    let height = 0;
    const observer = new ResizeObserver(([entry]) => {
      const before = height;
      height = entry?.contentRect.height ?? 0;
      if (before > 0 && before !== height && end.current > 0 && !walking())
        list.current?.scrollToIndex(end.current, { align: 'end' });
    });
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);

  const onScroll = useCallback(
    (offset: number) => {
      const handle = list.current;
      if (!handle) return;
      const below = handle.scrollSize - handle.viewportSize - offset;
      setAtBottom(below < BOTTOM_PX && !window.hasNewer);
      if (lineIndex >= 0 && handle.findItemIndex(offset) <= lineIndex) setLineSeen(true);
      if (offset < LOAD_PX) void room.older();
      if (below < LOAD_PX) void room.newer();
    },
    [room, window.hasNewer, lineIndex],
  );

  // Read is what was at the bottom of a window that somebody looks at.
  const lastSeq = window.messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    const mark = () => {
      if (atBottom && document.visibilityState === 'visible' && document.hasFocus()) room.readUpTo(lastSeq);
    };
    mark();
    globalThis.addEventListener('focus', mark);
    document.addEventListener('visibilitychange', mark);
    return () => {
      globalThis.removeEventListener('focus', mark);
      document.removeEventListener('visibilitychange', mark);
    };
  }, [atBottom, lastSeq, room]);

  useEffect(() => {
    if (!target) return;
    const at = rows.findIndex((row) => row.kind === 'message' && row.message.seq === target.seq);
    if (at < 0) return;
    list.current?.scrollToIndex(at, { align: 'center' });
    setHighlighted(target.seq);
    const timer = setTimeout(() => setHighlighted(null), 2_500);
    return () => clearTimeout(timer);
    // A wish is fulfilled once, when its message is there.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [target, window.messages.length > 0 && window.messages.some(({ seq }) => seq === target?.seq)]);

  const toEnd = useCallback(async () => {
    await room.latest();
    requestAnimationFrame(() => list.current?.scrollToIndex(Number.MAX_SAFE_INTEGER, { align: 'end' }));
    setAtBottom(true);
  }, [room]);

  const unreadBelow = window.messages.filter(
    ({ seq, author }) => seq > window.read.readSeq && author.id !== context.me,
  ).length;
  // Where one stopped reading lies above: on another page, or out of sight since one went to the end.
  const stopped = unreadLine !== null && !lineSeen && (lineIndex >= 0 || unreadLine < (window.messages[0]?.seq ?? 0));
  return (
    <div ref={frame} className={css.frame} onFocus={keys.onFocus} onKeyDown={keys.onKeyDown}>
      <VisuallyHidden aria-live="polite" role="status">
        {announced}
      </VisuallyHidden>
      {rows.length === 1 && !window.hasOlder ? (
        <div className={css.empty}>
          <PageState title={t('empty.title')} text={t('empty.text')} />
        </div>
      ) : (
        <VList
          ref={list}
          data={rows}
          shift={shift}
          onScroll={onScroll}
          className={css.list}
          role="log"
          aria-live="off"
          aria-label={t('log')}
          tabIndex={keys.active === null ? 0 : -1}
          keepMounted={keptRows}
        >
          {(row) => {
            if (row.kind === 'top')
              return (
                <div key={row.key} className={css.top}>
                  {window.hasOlder ? (paging === 'older' ? t('olderLoading') : '') : t('beginning')}
                </div>
              );
            if (row.kind === 'day') return <DayLine key={row.key} at={row.at} />;
            if (row.kind === 'unread') return <UnreadLine key={row.key} />;
            if (row.kind === 'queued')
              return <QueuedMessage key={row.key} queued={row.queued} first={row.first} me={context.meCard} />;
            return (
              <MessageItem
                key={row.key}
                message={row.message}
                first={row.first}
                context={context}
                quoted={
                  row.message.replyTo
                    ? (context.byId.get(row.message.replyTo) ?? window.quoted[row.message.replyTo] ?? null)
                    : null
                }
                mine={window.mine[row.message.id] ?? NONE}
                highlighted={row.message.seq === highlighted}
                active={row.message.seq === keys.active}
              />
            );
          }}
        </VList>
      )}
      <div className={css.pills}>
        {stopped && unreadLine !== null ? (
          <Button
            size="s"
            variant="secondary"
            icon={<IconArrowUp size={16} aria-hidden />}
            onClick={() => {
              setLineSeen(true);
              context.onJump(unreadLine);
            }}
          >
            {t('toFirstUnread')}
          </Button>
        ) : null}
        {!atBottom && rows.length > 1 ? (
          <Button
            size="s"
            variant={unreadBelow > 0 ? 'primary' : 'secondary'}
            icon={<IconArrowDown size={16} aria-hidden />}
            onClick={() => void toEnd()}
          >
            {unreadBelow > 0 ? t('newMessages', { count: unreadBelow }) : t('toLatest')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Somebody walks through the messages by keyboard: what has the focus stays in sight. */
const walking = (): boolean => Boolean(document.activeElement?.closest('[data-message]'));

const NONE: readonly string[] = [];
const NO_ROWS: readonly number[] = [];
