import { useEffect } from 'react';
import type { LiveEvent } from '@contract/realtime.contract.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { Live } from '../../../lib/streams/live.js';

export interface StaffListener {
  apply(events: readonly LiveEvent[]): void;
  /** Followed from now on: what came before may have been missed. */
  live?(): void;
}
interface Followed {
  readonly listeners: Set<StaffListener>;
  following: { close(): void };
}
const followed = new WeakMap<Live, Map<string, Followed>>();

/** The stream of a room's staff, for as many parts of the screen as listen: a window follows it once. null listens not. */
export function useStaffStream(roomId: string, listener: StaffListener | null): void {
  const live = useLive();
  useEffect(() => {
    if (!listener) return undefined;
    const streams = followed.get(live) ?? new Map<string, Followed>();
    followed.set(live, streams);
    const known = streams.get(roomId) ?? follow(live, roomId);
    streams.set(roomId, known);
    known.listeners.add(listener);
    return () => {
      known.listeners.delete(listener);
      if (known.listeners.size > 0) return;
      streams.delete(roomId);
      known.following.close();
    };
  }, [live, roomId, listener]);
}

function follow(live: Live, roomId: string): Followed {
  const listeners = new Set<StaffListener>();
  const following = live.streams.follow(`room:${roomId}:staff`, {
    snapshot: () => Promise.resolve(null),
    apply: (events) => {
      for (const listener of listeners) listener.apply(events);
    },
    changed: (state) => {
      if (state === 'live') for (const listener of listeners) listener.live?.();
    },
  });
  return { listeners, following };
}
