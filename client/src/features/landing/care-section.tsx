import { useT } from '../../lib/i18n/use-t.js';
import { landingWords } from './landing.words.js';
import css from './sections.module.css';

const POINTS = ['writing', 'people', 'yours'] as const;

export function CareSection() {
  const t = useT(landingWords);
  return (
    <section className={css.inner}>
      <div className={css.opening}>
        <h2>{t('care.title')}</h2>
      </div>
      <ul role="list" className={css.points}>
        {POINTS.map((point) => (
          <li key={point}>
            <h3>{t(`care.${point}.title`)}</h3>
            <p>{t(`care.${point}.text`)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
