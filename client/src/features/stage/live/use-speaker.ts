import { useEffect, useState } from 'react';
import type { SpeakingSignal } from '@contract/stage.contract.js';
import { now } from '../../../lib/session/device.js';

const HOLD_MS = 1_500;

/** Whoever spoke last and is shown large: not oneself, and not changed by every cough. */
export function useSpeaker(speaking: SpeakingSignal | undefined, me: string): string | null {
  const loudest = speaking?.people.find(({ personId }) => personId !== me)?.personId ?? null;
  const [shown, setShown] = useState<{ id: string; since: number } | null>(null);
  useEffect(() => {
    if (loudest === null || loudest === shown?.id) return undefined;
    const wait = shown ? Math.max(0, shown.since + HOLD_MS - now()) : 0;
    const timer = setTimeout(() => setShown({ id: loudest, since: now() }), wait);
    return () => clearTimeout(timer);
  }, [loudest, shown]);
  return shown?.id ?? null;
}
