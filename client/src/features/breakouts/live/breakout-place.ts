import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { BreakoutsPart } from '@contract/breakouts.contract.js';
import { toast } from '../../../components/ui/toasts.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { Store } from '../../../lib/session/store.js';
import { useStore } from '../../../lib/session/use-store.js';
import { seatIn } from '../../../lib/streams/breakouts-window.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomScreen } from '../../rooms/room/room-live.js';
import { useRoomLive } from '../../rooms/room/use-room-live.js';
import { breakoutsWords } from '../breakouts.words.js';

const NOTHING = new Store<RoomScreen>({ phase: 'loading', window: null, paging: null });

/** The main room of a breakout that is on the screen. */
export const useMainRoom = (roomId: string): RoomScreen => useStore(useRoomLive(roomId)?.screen ?? NOTHING);

/**
 * While a breakout is on the screen its main room is followed too. Who is moved goes along, and when the breakouts close everybody
 * is back in the main room, without a press of anything. A breakout that was closed before is read like any archived room.
 */
export function BreakoutPlace({
  roomId,
  within,
}: {
  roomId: string;
  within: NonNullable<BreakoutsPart['within']>;
}): null {
  const t = useT(breakoutsWords);
  const { accountId } = useLive();
  const { phase, window } = useMainRoom(within.roomId);
  const navigate = useNavigate();
  const was = useRef<{ open: boolean; seated: boolean }>({ open: false, seated: false });
  useEffect(() => {
    if (phase !== 'ready' || !window) return;
    const go = (to: string, text: string) => {
      was.current = { open: false, seated: false };
      toast({ text });
      void navigate({ to: '/rooms/$roomId', params: { roomId: to } });
    };
    const { open } = window.breakouts;
    if (open?.id !== within.breakoutsId) {
      if (was.current.open) go(within.roomId, t('closed'));
      return;
    }
    const seat = seatIn(open, accountId);
    if (was.current.seated && seat?.id !== roomId)
      go(seat?.id ?? within.roomId, seat ? t('moved', { title: seat.title }) : t('called'));
    else was.current = { open: true, seated: seat?.id === roomId };
  }, [phase, window, within, roomId, accountId, navigate, t]);
  return null;
}
