import { useSyncExternalStore } from 'react';

let zone: string | undefined;
const listeners = new Set<() => void>();

/** The account's zone once somebody is signed in; undefined follows the device. */
export function setTimeZone(next: string | undefined): void {
  if (next === zone) return;
  zone = next;
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const useTimeZone = (): string | undefined => useSyncExternalStore(subscribe, () => zone);
