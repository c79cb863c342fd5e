import { useT } from '../../lib/i18n/use-t.js';
import { landingWords } from './landing.words.js';
import css from './sections.module.css';

export function HostSection() {
  const t = useT(landingWords);
  return (
    <section className={css.host}>
      <div className={css.hostInner}>
        <div>
          <h2>{t('host.title')}</h2>
          <p>{t('host.text')}</p>
          <p className={css.quiet}>{t('host.note')}</p>
        </div>
        <pre className={css.command} translate="no">
          <code>{t('host.command')}</code>
        </pre>
      </div>
    </section>
  );
}
