import { lazy, Suspense } from 'react';
import { useLive, useSignals } from '../../../lib/streams/hooks.js';
import { whenOnline } from '../../../lib/when-online.js';
import { rungIn } from '../live/rung.js';

const RingPanel = lazy(async () => ({
  default: (await whenOnline(() => import('./ring-panel.js'))).RingPanel,
}));

/** Where a call rings: over whatever page is open, one at a time. */
export function RingPlace() {
  const { accountId } = useLive();
  const [first] = rungIn(useSignals(`account:${accountId}`));
  if (!first) return null;
  return (
    <Suspense fallback={null}>
      <RingPanel key={`${first.roomId} ${first.endsAt}`} rung={first} />
    </Suspense>
  );
}
