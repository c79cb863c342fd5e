import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ScrollKeeper } from './scroll-keeper.js';
import type { ListRow } from './use-list-rows.js';
import { focusWhenDrawn } from './use-message-keys.js';

const HIGHLIGHT_MS = 2_500;

/** A message to show, by seq; `turn` tells two wishes for the same one apart. */
export interface Target {
  readonly seq: number;
  readonly turn: number;
}

/** Goes to the wished message, once, as soon as it is loaded; answers the seq of the one that is highlighted. */
export function useJump(
  keeper: ScrollKeeper,
  list: RefObject<HTMLElement | null>,
  rows: readonly ListRow[],
  target: Target | null,
): number | null {
  const [highlighted, setHighlighted] = useState<Target | null>(null);
  const fulfilled = useRef<Target | null>(null);
  const wished = target ? rows.find((row) => row.kind === 'message' && row.message.seq === target.seq)?.key : undefined;
  useEffect(() => {
    if (!target || wished === undefined || fulfilled.current === target) return;
    fulfilled.current = target;
    keeper.toRow(wished, 'center');
    setHighlighted(target);
    // Whoever walks by keyboard goes along.
    const focus = document.activeElement;
    if (focus?.matches(':focus-visible') && list.current?.contains(focus)) focusWhenDrawn(list.current, target.seq);
  }, [keeper, list, target, wished]);
  useEffect(() => {
    if (!highlighted) return undefined;
    const timer = setTimeout(() => setHighlighted(null), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [highlighted]);
  return highlighted?.seq ?? null;
}
