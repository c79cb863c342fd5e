import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomWindow } from '../../lib/streams/room-window.js';
import { whenOnline } from '../../lib/when-online.js';
import type { Entered } from './components/preview-dialog.js';
import { stageRules } from './stage-rules.js';

// Everything of the stage comes when somebody goes to its door.
const PreviewDialog = lazy(async () => ({
  default: (await whenOnline(() => import('./components/preview-dialog.js'))).PreviewDialog,
}));

interface StagePlace {
  /** On the stage with this. */
  readonly entered: Entered | null;
  /** Opens the door; only where one may enter and is not there. */
  readonly onEnter: (() => void) | undefined;
  readonly dialog: ReactNode;
  /** Whether the chat is beside the stage. */
  readonly chat: boolean;
  readonly onChat: () => void;
}

const isWide = () => globalThis.matchMedia('(width >= 1180px)').matches;
const nothing = () => () => undefined;

/** Where the stage stands in a room, and how one gets there. Leaving the room's page is leaving its stage. */
export function useStagePlace(window: RoomWindow | null, me: OwnAccount | undefined): StagePlace {
  const [entered, setEntered] = useState<Entered | null>(null);
  const [asking, setAsking] = useState(false);
  const [chat, setChat] = useState(false);
  const media = entered?.media;
  useEffect(() => () => media?.leave(), [media]);
  useEffect(() => {
    if (!media) return undefined;
    // Nobody is left standing there when the window is closed.
    const leave = () => media.leave();
    addEventListener('pagehide', leave);
    return () => removeEventListener('pagehide', leave);
  }, [media]);
  const phase = useSyncExternalStore(media?.screen.subscribe ?? nothing, () => media?.screen.get().phase ?? 'off');
  const on = phase === 'off' ? null : entered;
  const open = useCallback(() => setAsking(true), []);
  const may = window && me ? stageRules(window.room, window.role, me).join : false;
  return {
    entered: on,
    onEnter: may && !on ? open : undefined,
    chat,
    onChat: () => setChat(!chat),
    dialog:
      asking && window && me ? (
        <Suspense fallback={null}>
          <PreviewDialog
            window={window}
            me={me}
            onClose={() => setAsking(false)}
            onEnter={(next) => {
              setAsking(false);
              setChat(isWide());
              setEntered(next);
            }}
          />
        </Suspense>
      ) : null,
  };
}
