import { useEffect, useRef, type RefObject } from 'react';

type Way = 'previous' | 'next' | 'first' | 'last';
/** What arrows and the pointers of those who present send. */
const KEYS: Readonly<Record<string, Way>> = {
  ...{ ArrowLeft: 'previous', ArrowUp: 'previous', PageUp: 'previous', Home: 'first' },
  ...{ ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', End: 'last' },
};
/** Where these keys have another meaning. */
const TAKEN =
  'input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox], [role=log], [role=slider], [role=tablist]';
const SWIPE = 40;

/** Pages are turned with keys from wherever nothing else wants them, and with a finger across the page. */
export function useTurning(place: RefObject<HTMLElement | null>, on: boolean, turn: (way: Way) => void): void {
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  useEffect(() => {
    const element = place.current;
    if (!on || !element) return undefined;
    const key = (event: KeyboardEvent) => {
      const way = KEYS[event.key];
      if (!way || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.target instanceof Element && event.target.closest(TAKEN)) return;
      event.preventDefault();
      latest.current(way);
    };
    let from: { x: number; y: number } | null = null;
    const down = ({ pointerType, isPrimary, clientX: x, clientY: y }: PointerEvent) => {
      from = isPrimary && pointerType !== 'mouse' ? { x, y } : null;
    };
    const up = ({ clientX, clientY }: PointerEvent) => {
      if (!from) return;
      const [across, along] = [clientX - from.x, clientY - from.y];
      from = null;
      if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(along))
        latest.current(across < 0 ? 'next' : 'previous');
    };
    const cancel = () => {
      from = null;
    };
    addEventListener('keydown', key);
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', cancel);
    return () => {
      removeEventListener('keydown', key);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', cancel);
    };
  }, [place, on]);
}
