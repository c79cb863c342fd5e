import { useSyncExternalStore } from 'react';

/** The only reader of the device's clock in components: one shared tick, so that relative times move together. */
const TICK_MS = 20_000;
const listeners = new Set<() => void>();
let current = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  current = Date.now();
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  if (listeners.size === 0) {
    current = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  listeners.add(tell);
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** Milliseconds since the epoch, renewed every 20 s while somebody looks. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => current);
