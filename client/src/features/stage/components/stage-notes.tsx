import type { OwnAccount } from '@contract/accounts.contract.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import type { StageMedia } from '../media/stage-media.js';
import { stageWords } from '../stage.words.js';
import { Button } from '../../../components/ui/button.js';
import { VideoLack } from './video-lack.js';
import css from './stage.module.css';

/** How it stands with the stage as a whole, in a line, when there is something to say. */
export function StageNotes({ media, me }: { media: StageMedia; me: OwnAccount }) {
  const t = useT(stageWords);
  const { phase, video, soundOnly, narrow } = useStore(media.screen);
  const refused = useStore(media.parts.voices.refused);
  const text =
    phase === 'returning'
      ? t('returning')
      : video === 'preparing'
        ? t('preparing')
        : video === 'missing'
          ? t('missing')
          : soundOnly
            ? t('soundOnly')
            : narrow
              ? t('narrow')
              : null;
  return (
    <>
      <div role="status">{text ? <p className={css.note}>{text}</p> : null}</div>
      <VideoLack video={video} me={me} />
      {refused ? (
        <div className={css.note} role="alert">
          <span>{t('hearText')}</span>
          <Button size="s" variant="primary" onClick={() => media.parts.voices.allow()}>
            {t('hear')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
