import { lazy, Suspense, useEffect, useState } from 'react';
import type { CaptionTrouble } from '@contract/captions.contract.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useLive, useSignals } from '../../../lib/streams/hooks.js';
import { whenOnline } from '../../../lib/when-online.js';
import type { StageMedia } from '../../stage/media/stage-media.js';
import type { StageRules } from '../../stage/stage-rules.js';
import { Captioning } from '../live/captioning.js';
import { captionLook } from '../live/shown-lines.js';
import { CaptionsBand } from './captions-band.js';
import { CaptionsPen } from './captions-pen.js';
import { OwnVoice } from './own-voice.js';

const CaptionsDialog = lazy(async () => ({
  default: (await whenOnline(() => import('./captions-dialog.js'))).CaptionsDialog,
}));

export interface CaptionsProps {
  media: StageMedia;
  rules: StageRules;
  /** One is in a recording that goes on: what one says as text is kept with it. */
  kept: boolean;
  /** Their settings are asked for. */
  open: boolean;
  onClose: () => void;
}

/** Under the tiles: what is said as text, the pen, and where one's own voice goes. */
export function Captions({ media, rules, kept, open, onClose }: CaptionsProps) {
  const { ask, accountId } = useLive();
  const { roomId } = media.onStage;
  const [captioning] = useState(() => new Captioning(media, ask));
  const [typing, setTyping] = useState(false);
  const { shown } = useStore(captionLook);
  const trouble = useSignals(`account:${accountId}`)[`caption-trouble:${roomId}`] as CaptionTrouble | undefined;
  useEffect(() => () => captioning.stop(), [captioning]);
  useEffect(() => {
    if (trouble && captioning.state.get().way === 'endpoint') captioning.stop(trouble.trouble);
  }, [trouble, captioning]);
  return (
    <>
      {shown ? <CaptionsBand media={media} /> : null}
      <OwnVoice {...{ media, captioning, kept }} />
      {typing && rules.speak ? <CaptionsPen media={media} kept={kept} /> : null}
      <Suspense fallback={null}>
        {open ? <CaptionsDialog {...{ media, rules, captioning, typing, kept, onClose }} onTyping={setTyping} /> : null}
      </Suspense>
    </>
  );
}
