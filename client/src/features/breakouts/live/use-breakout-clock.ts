import { useEffect, useRef } from 'react';
import type { BreakoutsView } from '@contract/breakouts.contract.js';
import { toast } from '../../../components/ui/toasts.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useHubTime } from '../../meetings/live/use-hub-time.js';
import { breakoutsWords } from '../breakouts.words.js';

const MINUTE_MS = 60_000;

/** Milliseconds that are left, the same for everybody; null without an end. */
export function useBreakoutClock(roomId: string, { endsAt }: Pick<BreakoutsView, 'endsAt'>): number | null {
  const now = useHubTime(roomId, endsAt !== null);
  return endsAt === null || now === null ? null : Math.max(0, Date.parse(endsAt) - now);
}

/** Says once that the last minute has begun, to whoever was there before. */
export function useLastMinute(left: number | null): void {
  const t = useT(breakoutsWords);
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (left === null) return;
    const crossed = before.current !== null && before.current > MINUTE_MS && left <= MINUTE_MS;
    before.current = left;
    if (crossed) toast({ text: t('minute') });
  }, [left, t]);
}
