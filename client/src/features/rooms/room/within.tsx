import { lazy, Suspense } from 'react';
import { useStore } from '../../../lib/session/use-store.js';
import { whenOnline } from '../../../lib/when-online.js';
import type { RoomLive } from './room-live.js';

const BreakoutPlace = lazy(async () => ({
  default: (await whenOnline(() => import('../../breakouts/live/breakout-place.js'))).BreakoutPlace,
}));

/** A breakout takes one along, and home: also when its own page has nothing to show any more. */
export function Within({ room: { roomId, screen } }: { room: RoomLive }) {
  const within = useStore(screen).window?.breakouts.within;
  return within ? (
    <Suspense fallback={null}>
      <BreakoutPlace key={roomId} roomId={roomId} within={within} />
    </Suspense>
  ) : null;
}
