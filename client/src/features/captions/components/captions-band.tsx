import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useSignals } from '../../../lib/streams/hooks.js';
import type { StageMedia } from '../../stage/media/stage-media.js';
import { captionsWords } from '../captions.words.js';
import { captionLook, shownLines } from '../live/shown-lines.js';
import css from './captions.module.css';

const MOST = 3;

/** What is said, as it is said. It keeps its place only while there is something to read. */
export function CaptionsBand({ media }: { media: StageMedia }) {
  const t = useT(captionsWords);
  const { large, aloud } = useStore(captionLook);
  const signals = useSignals(`room:${media.onStage.roomId}`);
  const people = useStore(media.people);
  const lines = shownLines(signals, people, MOST);
  return (
    <section className={css.band} aria-label={t('title')} data-large={large || undefined} hidden={lines.length === 0}>
      <div aria-live={aloud ? 'polite' : 'off'} aria-relevant="additions">
        {lines.map(({ key, name, text, language, source }) => (
          <p key={key} className={css.line}>
            <strong>{name}</strong>
            {source === 'typed' ? null : <span className={css.mark}>{t('automatic')}</span>}{' '}
            <span lang={language}>{text}</span>
          </p>
        ))}
      </div>
    </section>
  );
}
