import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ListedPresence, RoomCard } from '@contract/rooms.contract.js';
import { MAX_LISTED_ROOMS } from '@contract/limits.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { Live } from '../../../lib/streams/live.js';
import { putPresence } from '../api/room-keys.js';

/** The hub tells about a list for a minute; it is said again before that. */
const AGAIN_MS = 25_000;
const KEY = 'present:';

/** The counts and faces of these rooms change while somebody looks at them. */
export function useLivePresence(cards: readonly RoomCard[]): void {
  const live = useLive();
  const queries = useQueryClient();
  const shown = cards
    .slice(0, MAX_LISTED_ROOMS)
    .map(({ room }) => room.id)
    .toSorted()
    .join(' ');
  useEffect(() => (shown === '' ? undefined : lookAt(shown.split(' '), live, queries)), [shown, live, queries]);
}

const asking = new Set<() => void>();
/** The hub forgets the lists of an account that changed, since other rooms may be readable now. */
export function lookAgain(): void {
  for (const ask of asking) ask();
}

/** Returns how to look no more. A page that is hidden asks nothing, and asks at once when it is seen again. */
function lookAt(roomIds: string[], live: Live, queries: QueryClient): () => void {
  const ask = (): void => {
    if (document.visibilityState === 'hidden' || live.connection.state.get() !== 'online') return;
    live.ask('rooms:watch-presence', { roomIds }).then(
      ({ rooms }) =>
        putPresence(queries, new Map(rooms.map(({ roomId, present, faces }) => [roomId, { present, faces }]))),
      // The list stays as it is until the next time.
      () => null,
    );
  };
  const signals = live.streams.signals(`account:${live.accountId}`);
  let before = signals.get();
  const hear = (): void => {
    const now = signals.get();
    const changed = Object.entries(now).filter(([key, value]) => key.startsWith(KEY) && before[key] !== value);
    before = now;
    const rooms = changed.map(([key, value]): [string, ListedPresence] => [
      key.slice(KEY.length),
      value as ListedPresence,
    ]);
    if (rooms.length > 0) putPresence(queries, new Map(rooms));
  };
  ask();
  asking.add(ask);
  const timer = setInterval(ask, AGAIN_MS);
  const stops = [live.connection.state.subscribe(ask), signals.subscribe(hear)];
  document.addEventListener('visibilitychange', ask);
  return () => {
    clearInterval(timer);
    asking.delete(ask);
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', ask);
  };
}
