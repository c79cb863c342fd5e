import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/ui/button.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { StageMedia } from '../../stage/media/stage-media.js';
import { captionsWords } from '../captions.words.js';
import type { Captioning } from '../live/captioning.js';
import { wayQuery } from '../live/way-query.js';
import css from '../../stage/components/stage.module.css';

interface OwnVoiceProps {
  media: StageMedia;
  captioning: Captioning;
  /** One is in a recording that goes on. */
  kept: boolean;
}

/** As long as one's voice is captioned: by whom, and the way to end it; afterwards, why it ended by itself. */
export function OwnVoice({ media, captioning, kept }: OwnVoiceProps) {
  const t = useT(captionsWords);
  const live = useLive();
  const { sentence } = useSentence();
  const { way, failure, trouble } = useStore(captioning.state);
  const { microphone } = useStore(media.outgoing.own);
  const host = useQuery({ ...wayQuery(live, media.onStage), enabled: way === 'endpoint' }).data?.endpoint?.host ?? '';
  const why = failure ? sentence(failure) : trouble ? t(`trouble.${trouble}`) : null;
  return (
    <div role="status">
      {way ? (
        <p className={css.note}>
          <span>
            {way === 'endpoint' ? t('onEndpoint', { host }) : t('onDevice')}
            {microphone === 'on' ? null : ` ${t('onMuted')}`}
            {kept ? ` ${t('kept')}` : null}
          </span>
          <Button size="s" onClick={() => captioning.stop()}>
            {t('stop')}
          </Button>
        </p>
      ) : why ? (
        <p className={css.note}>{why}</p>
      ) : null}
    </div>
  );
}
