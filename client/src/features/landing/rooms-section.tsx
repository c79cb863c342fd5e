import { KIND_HUE, KindGlyph } from '../../components/ui/kind-glyph.js';
import { useT } from '../../lib/i18n/use-t.js';
import { landingWords } from './landing.words.js';
import css from './sections.module.css';

const KINDS = ['cohort', 'study-group', 'mentor-session', 'competition'] as const;

export function RoomsSection() {
  const t = useT(landingWords);
  return (
    <section className={css.band}>
      <div className={css.inner}>
        <div className={css.opening}>
          <h2>{t('rooms.title')}</h2>
          <p>{t('rooms.lead')}</p>
        </div>
        <ul role="list" className={css.kinds}>
          {KINDS.map((kind) => (
            <li key={kind} data-hue={KIND_HUE[kind]} className={css.kind}>
              <KindGlyph kind={kind} size={44} silent />
              <h3>{t(`rooms.${kind}.name`)}</h3>
              <p>{t(`rooms.${kind}.text`)}</p>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
