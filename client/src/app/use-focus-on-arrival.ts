import { useEffect, useRef } from 'react';

/** Pages come in pieces (skeleton, then page); after this long whoever arrived has surely begun to do something. */
const ARRIVING_MS = 3_000;

/**
 * When one goes to another page the link that was pressed disappears, and the focus with it: give it to the new page's
 * `<main>`, so that a screen reader begins there. Whatever a page focuses by itself keeps its focus.
 */
export function useFocusOnArrival(path: string): void {
  const first = useRef(path);
  useEffect(() => {
    if (first.current === path) return undefined;
    first.current = '';
    let last: HTMLElement | null = null;
    const look = () => {
      const main = document.querySelector<HTMLElement>('main');
      if (!main || main === last || document.activeElement !== document.body) return;
      last = main;
      main.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    look();
    const timer = setTimeout(() => observer.disconnect(), ARRIVING_MS);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [path]);
}
