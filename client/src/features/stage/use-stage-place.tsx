import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomWindow } from '../../lib/streams/room-window.js';
import { whenOnline } from '../../lib/when-online.js';
import { isCode } from '../../lib/api/api-error.js';
import { useSentence } from '../../lib/api/use-sentence.js';
import { useStore } from '../../lib/session/use-store.js';
import { useLive } from '../../lib/streams/hooks.js';
import { answering } from '../calls/live/rung.js';
import type { Entered, Purpose } from './components/preview-dialog.js';
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
  /** The same, to have the others of a direct room rung. */
  readonly onCall: (() => void) | undefined;
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
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const live = useLive();
  const { fail } = useSentence();
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
  const open = useCallback(() => setPurpose('enter'), []);
  const call = useCallback(() => setPurpose('call'), []);
  const may = window && me ? stageRules(window.room, window.role, me).join : false;
  const roomId = window?.room.id;
  const answers = useStore(answering) === roomId && may;
  useEffect(() => {
    if (!answers) return;
    answering.set(null);
    setPurpose('answer');
  }, [answers]);
  const close = () => {
    // Whoever turns round at the door has not answered.
    if (purpose === 'answer' && roomId !== undefined)
      live.ask('calls:answer', { roomId, accept: false }).catch((failure: unknown) => {
        if (!isCode(failure, 'calls/over', 'offline', 'no-answer')) fail(failure);
      });
    setPurpose(null);
  };
  return {
    entered: on,
    onEnter: may && !on ? open : undefined,
    onCall: may && !on && window?.room.kind === 'direct' ? call : undefined,
    chat,
    onChat: () => setChat(!chat),
    dialog:
      purpose && window && me ? (
        <Suspense fallback={null}>
          <PreviewDialog
            {...{ purpose, window, me }}
            onClose={close}
            onEnter={(next) => {
              if (purpose === 'call') live.ask('calls:ring', next.media.onStage).catch(fail);
              setPurpose(null);
              setChat(isWide());
              setEntered(next);
            }}
          />
        </Suspense>
      ) : null,
  };
}
