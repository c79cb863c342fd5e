import type { CaptionLine } from '@contract/captions.contract.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { captionsWords } from '../captions.words.js';
import { captionLook } from '../live/shown-lines.js';
import css from './captions.module.css';

interface LinesProps {
  lines: readonly (Omit<CaptionLine, 'at'> & { readonly key: string; readonly name: string })[];
}

/** Some lines, as this person looks at captions. They keep their place only while there is something to read. */
export function CaptionLines({ lines }: LinesProps) {
  const t = useT(captionsWords);
  const { large, aloud } = useStore(captionLook);
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
