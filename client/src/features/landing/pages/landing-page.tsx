import { ButtonLink } from '../../../components/ui/button.js';
import { SiteFooter } from '../../../app/site-footer.js';
import { Wordmark } from '../../../app/wordmark.js';
import { usePageTitle } from '../../../app/page-title.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { CareSection } from '../care-section.js';
import { HeroTable } from '../hero-table.js';
import { HostSection } from '../host-section.js';
import { landingWords } from '../landing.words.js';
import { RoomsSection } from '../rooms-section.js';
import css from './landing-page.module.css';

export function LandingPage() {
  const t = useT(landingWords);
  usePageTitle('');
  return (
    <div className={css.page}>
      <header className="first-head">
        <Wordmark />
        <ButtonLink to="/sign-in" variant="quiet">
          {t('signIn')}
        </ButtonLink>
      </header>
      <main id="content" tabIndex={-1}>
        <section className="first-hero">
          <div className="first-hero-words">
            <h1>{t('heroTitle')}</h1>
            <p className="first-hero-lead">{t('heroLead')}</p>
            <div className="first-actions">
              <ButtonLink to="/register" variant="primary" size="l">
                {t('register')}
              </ButtonLink>
            </div>
            <p className="first-note">{t('heroNote')}</p>
          </div>
          <HeroTable />
        </section>
        <RoomsSection />
        <CareSection />
        <HostSection />
        <section className={css.close}>
          <h2>{t('close.title')}</h2>
          <p>{t('close.text')}</p>
          <ButtonLink to="/register" variant="primary" size="l">
            {t('register')}
          </ButtonLink>
        </section>
      </main>
      <SiteFooter />
    </div>
  );
}
