import { useCallback, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import type { ScrollKeeper } from './scroll-keeper.js';

/** A row that is far away is drawn some frames after the list has scrolled to it. */
const FRAMES = 12;

interface RowOfList {
  kind: string;
  key: string;
  message?: MessageView;
}

interface MessageKeys {
  /** seq of the message that is the tab stop of the list; null before one has been in it. */
  active: number | null;
  /** Its row, or -1. */
  activeIndex: number;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/**
 * Walking through the messages by keyboard. The list is one tab stop: the arrows go from message to message, Enter, `m`
 * or the menu key open what can be done with one, `r` answers it, Esc goes back to the field.
 */
export function useMessageKeys(
  keeper: ScrollKeeper,
  rows: readonly RowOfList[],
  onReply: (message: MessageView) => void,
): MessageKeys {
  const [active, setActive] = useState<number | null>(null);
  const latest = useRef(rows);
  latest.current = rows;
  const activeIndex = active === null ? -1 : rows.findIndex(({ message }) => message?.seq === active);

  const onFocus = useCallback(
    (event: FocusEvent<HTMLElement>) => {
      const seq = event.target.closest<HTMLElement>('[data-message]')?.dataset.message;
      if (seq !== undefined) setActive(Number(seq));
      keeper.focused(event.target);
    },
    [keeper],
  );

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const { currentTarget: frame, target } = event;
      if (!(target instanceof HTMLElement) || !frame.contains(target) || event.nativeEvent.isComposing) return;
      const article = target.closest<HTMLElement>('[data-message]');
      const inside = article !== null && target !== article;
      if (event.key === 'Escape') {
        // From a button of a message to the message, from there to the field.
        if (inside) article.focus();
        else frame.parentElement?.querySelector<HTMLElement>('[data-composer] textarea')?.focus();
      } else if (inside || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown' || event.key === 'Home' || event.key === 'End') {
        const messages = latest.current.flatMap(({ message, key }) => (message ? [{ seq: message.seq, key }] : []));
        const here = messages.findIndex(({ seq }) => seq === Number(article?.dataset.message ?? NaN));
        const last = messages.length - 1;
        // Coming from the list itself one begins at what one sees last.
        const from = here < 0 ? messages.findIndex(({ seq }) => seq === lastSeen(frame)) + 1 : here;
        const to = { ArrowUp: from - 1, ArrowDown: here < 0 ? from - 1 : from + 1, Home: 0, End: last }[event.key];
        const next = messages[Math.min(last, Math.max(0, to))];
        if (next) {
          keeper.toRow(next.key, 'nearest');
          focusWhenDrawn(frame, next.seq);
        }
      } else if (article && (event.key === 'Enter' || event.key === 'ContextMenu' || event.key === 'm')) {
        article.querySelector<HTMLElement>('[data-more]')?.click();
      } else if (article && event.key === 'r') {
        const message = latest.current.find((row) => row.message?.seq === Number(article.dataset.message))?.message;
        if (message?.state !== 'visible' || !article.querySelector('[data-reply]')) return;
        onReply(message);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    [keeper, onReply],
  );
  return { active: activeIndex < 0 ? null : active, activeIndex, onFocus, onKeyDown };
}

/** The lowest message that is drawn whole. */
function lastSeen(frame: HTMLElement): number | undefined {
  const bottom = frame.getBoundingClientRect().bottom + 1;
  const seen = [...frame.querySelectorAll<HTMLElement>('[data-message]')].filter(
    (article) => article.getBoundingClientRect().bottom <= bottom,
  );
  return seen.length > 0 ? Math.max(...seen.map(({ dataset }) => Number(dataset.message))) : undefined;
}

/** Gives the focus to a message to which the list is on its way, unless it goes elsewhere meanwhile. */
export function focusWhenDrawn(frame: HTMLElement, seq: number): void {
  const from = document.activeElement;
  let frames = 0;
  const attempt = (): void => {
    const focus = document.activeElement;
    if (focus !== from && focus !== document.body) return;
    const article = frame.querySelector<HTMLElement>(`[data-message="${seq}"]`);
    article?.focus({ preventScroll: true });
    // A row is hidden until it is measured, and what is hidden takes no focus.
    if (document.activeElement !== article && (frames += 1) < FRAMES) requestAnimationFrame(attempt);
  };
  attempt();
}
