import { useSyncExternalStore } from 'react';
import type { Place } from './places.js';

type Counts = Readonly<Partial<Record<Place['to'], number>>>;
let counts: Counts = {};
const listeners = new Set<() => void>();

/** Whoever knows what is unread says it here; the rail and the bottom bar show it. */
export function setUnread(place: Place['to'], count: number): void {
  if (counts[place] === count) return;
  counts = { ...counts, [place]: count };
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const useUnread = (): Counts => useSyncExternalStore(subscribe, () => counts);
