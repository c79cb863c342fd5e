import { useSyncExternalStore } from 'react';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'good' | 'bad';
  undo?: () => void;
}

const MOST = 3;
let shown: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  shown = next;
  for (const tell of listeners) tell();
}

/** `toast({ text: t('archived'), undo: () => reopen(room.id) })`. Returns a function that takes it away. */
export function toast({
  text,
  tone = 'plain',
  undo,
}: {
  text: string;
  tone?: Toast['tone'];
  undo?: () => void;
}): () => void {
  const id = ++lastId;
  set([...shown, { id, text, tone, undo }].slice(-MOST));
  return () => dismissToast(id);
}

export function dismissToast(id: number): void {
  set(shown.filter((one) => one.id !== id));
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => shown);
