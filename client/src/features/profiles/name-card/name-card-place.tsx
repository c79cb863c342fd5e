import { lazy, Suspense } from 'react';
import { useStore } from '../../../lib/session/use-store.js';
import { shownCard } from './shown.js';

const NameCard = lazy(async () => ({ default: (await import('./name-card.js')).NameCard }));

/** Where the card is drawn: once in the shell. It is loaded when the first one is asked for. */
export function NameCardPlace() {
  const shown = useStore(shownCard);
  if (!shown) return null;
  return (
    <Suspense>
      <NameCard key={shown.person.id} {...shown} onClose={() => shownCard.set(null)} />
    </Suspense>
  );
}
