import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { ScrollKeeper } from './scroll-keeper.js';
import type { ListRow } from './use-list-rows.js';

interface ListScroll {
  /** What scrolls, what draws its rows, and what lies over its lower edge. */
  list: RefObject<HTMLDivElement | null>;
  handle: RefObject<VirtualizerHandle | null>;
  over: RefObject<HTMLDivElement | null>;
  keeper: ScrollKeeper;
  /** Null until one knows. */
  atEnd: boolean | null;
  /** Rows have come in above: what one reads stays where it is. */
  shift: boolean;
}

/**
 * The scrolling of the list: it opens at the unread line or at the end, and stays where it should be while rows come and
 * change. `whole` says that the last row is the end of the room, `shown` that the list is there.
 */
export function useListScroll(rows: readonly ListRow[], whole: boolean, shown: boolean): ListScroll {
  const list = useRef<HTMLDivElement>(null);
  const handle = useRef<VirtualizerHandle>(null);
  const over = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState<boolean | null>(null);
  const latest = useRef({ rows, whole });
  latest.current = { rows, whole };
  const [keeper] = useState(
    () =>
      new ScrollKeeper(
        (key) => latest.current.rows.findIndex((row) => row.key === key),
        () => latest.current.whole,
        setAtEnd,
      ),
  );

  const firstKey = rows.find((row) => row.kind === 'message')?.key;
  const before = useRef(firstKey);
  const shift = before.current !== firstKey && rows.some((row) => row.key === before.current);
  useLayoutEffect(() => {
    before.current = firstKey;
  }, [firstKey]);

  useLayoutEffect(() => {
    if (!shown || !list.current || !handle.current || !over.current) return undefined;
    const unwatch = keeper.watch({ list: list.current, handle: handle.current, over: over.current });
    const line = latest.current.rows.find((row) => row.kind === 'unread');
    if (line) keeper.toRow(line.key, 'start');
    else keeper.toEnd();
    return unwatch;
  }, [keeper, shown]);
  useLayoutEffect(() => keeper.soon(), [keeper, rows]);

  return { list, handle, over, keeper, atEnd, shift };
}
