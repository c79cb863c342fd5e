import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { MuteView } from '@contract/room-order.contract.js';
import { toast } from '../../../components/ui/toasts.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { now } from '../../../lib/session/device.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { answeredQuery, heardMuteQuery } from '../api/reports.js';
import { orderWords } from '../order.words.js';
import { EXEMPT } from './reading-from.js';

/** Seconds until the viewer may write again in slow mode; 0 = now. The hub decides by its own clock: a second more is for the way. */
export function usePace({ room, role, messages }: RoomWindow, me: string): number {
  const slow = EXEMPT.includes(role) ? 0 : room.locks.slowSeconds;
  const last = slow > 0 ? messages.findLast(({ author }) => author.id === me)?.postedAt : undefined;
  const until = last === undefined ? 0 : Date.parse(last) + slow * 1_000;
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const look = () => setSeconds(Math.max(0, Math.ceil((until - now()) / 1_000)));
    look();
    if (until <= now()) return undefined;
    const ticking = setInterval(look, 500);
    return () => clearInterval(ticking);
  }, [until]);
  return seconds;
}

/** The viewer's mute, from the snapshot or as their own stream said since; over by itself when its time comes. */
export function useMute(window: RoomWindow): MuteView | null {
  const heard = useQuery(heardMuteQuery(window.room.id)).data;
  const mute = heard === undefined ? window.mute : heard;
  const [over, setOver] = useState<string | null>(null);
  const until = mute?.until ?? null;
  useEffect(() => {
    if (until === null) return undefined;
    // A timer holds no more than 24 days; a week is the longest mute that ends by itself.
    const ending = setTimeout(() => setOver(until), Math.max(0, Date.parse(until) - now()));
    return () => clearTimeout(ending);
  }, [until]);
  return mute === null || (until !== null && over === until) ? null : mute;
}

/** Whoever reported something hears what became of it, once. */
export function useReportAnswers(): void {
  const t = useT(orderWords);
  const answered = useQuery(answeredQuery).data;
  useEffect(() => {
    if (answered) toast({ text: t(`answered.${answered.outcome}`) });
  }, [answered, t]);
}
