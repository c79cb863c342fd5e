import { useSyncExternalStore } from 'react';

const narrow = globalThis.matchMedia('(width < 720px)');

function subscribe(tell: () => void): () => void {
  narrow.addEventListener('change', tell);
  return () => narrow.removeEventListener('change', tell);
}

/** A screen on which one thing is shown at a time. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
