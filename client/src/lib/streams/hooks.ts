import { useEffect, useState, useSyncExternalStore } from 'react';
import { Store } from '../session/store.js';
import { useStore } from '../session/use-store.js';
import type { ConnectionState } from './connection.js';
import type { Live } from './live.js';
import type { Queued } from './local-store.js';
import type { Signals } from './streams.js';

const current = new Store<Live | null>(null);
const NOBODY = new Store<ConnectionState>('connecting');

/** The shell puts here what belongs to the account that is signed in. */
export const setLive = (live: Live): void => current.set(live);

/** For everything inside the shell, where somebody is always signed in. */
export function useLive(): Live {
  const live = useStore(current);
  if (!live) throw new Error('nobody is signed in here');
  return live;
}

export const useConnection = (): ConnectionState => useStore(useStore(current)?.connection.state ?? NOBODY);

export const useSignals = (stream: string): Signals => useStore(useLive().streams.signals(stream));

/** What this person wrote in a room and the hub has not confirmed yet, oldest first. */
export function useOutbox(roomId: string): readonly Queued[] {
  const { outbox } = useLive();
  const [rows, setRows] = useState<readonly Queued[]>([]);
  useEffect(() => {
    const watching = outbox.ofRoom(roomId).subscribe({ next: setRows, error: () => setRows([]) });
    return () => watching.unsubscribe();
  }, [outbox, roomId]);
  return rows;
}

/** Whether something unsent waits in a room, or in a thread of it. Drawn anew only when that changes. */
export function useHasDraft(roomId: string): boolean {
  const { all } = useLive().drafts;
  return useSyncExternalStore(all.subscribe, () =>
    Object.values(all.get()).some((draft) => draft.roomId === roomId && draft.text.trim() !== ''),
  );
}
