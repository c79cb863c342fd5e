import { useState, type KeyboardEvent, type RefObject } from 'react';

const STEP: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One tab stop for a row of buttons: Tab reaches one, arrows, Home and End go along. */
export function useArrowKeys(place: RefObject<HTMLElement | null>, ids: readonly string[]) {
  const [last, setLast] = useState<string | null>(null);
  const reachable = last !== null && ids.includes(last) ? last : (ids[0] ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(place.current?.querySelectorAll<HTMLButtonElement>('button:not([data-leaving])') ?? [])];
    const from = buttons.findIndex((button) => button === document.activeElement);
    const step = STEP[event.key];
    const ends = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : -1;
    const to = step === undefined ? ends : from + step;
    if (from < 0 || to < 0 || to >= buttons.length) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  return { reachable, onFocus: setLast, onKeyDown };
}
