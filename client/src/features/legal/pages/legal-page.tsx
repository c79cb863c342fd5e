import { Link, useParams } from '@tanstack/react-router';
import { use } from 'react';
import { LEGAL_VERSION } from '../legal-version.js';
import { usePageTitle } from '../../../app/page-title.js';
import { SiteFooter } from '../../../app/site-footer.js';
import { Wordmark } from '../../../app/wordmark.js';
import { formatDay } from '../../../lib/i18n/format.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { isLegalName, legalDocument, type LegalName } from '../legal-document.js';
import { legalWords } from '../legal.words.js';
import css from './legal-page.module.css';

export function LegalPage() {
  const { document: name = 'terms' } = useParams({ from: '/legal/$document', shouldThrow: false }) ?? {};
  return isLegalName(name) ? <LegalText name={name} /> : null;
}

/** The date of the version, told in full; it has no hour, so no zone may move it to another day. */
function versionDay(language: 'es' | 'en'): string {
  return formatDay(new Date(`${LEGAL_VERSION}T12:00:00Z`), new Date(0), { language, zone: 'UTC' });
}

function LegalText({ name }: { name: LegalName }) {
  const t = useT(legalWords);
  const language = useLanguage();
  const text = use(legalDocument(name, language));
  const other = name === 'terms' ? 'privacy' : 'terms';
  usePageTitle(text.title);
  return (
    <div className={css.frame}>
      <header className={css.head}>
        <Wordmark />
      </header>
      <main id="content" tabIndex={-1} className={css.main}>
        <header className={css.opening}>
          <h1>{text.title}</h1>
          <p className={css.version}>{t('version', { date: versionDay(language) })}</p>
        </header>
        <nav className={css.contents} aria-labelledby="legal-contents">
          <h2 id="legal-contents">{t('contents')}</h2>
          <ol>
            {text.sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <article className={css.text}>
          <section className={css.short} aria-labelledby="legal-short">
            <h2 id="legal-short">{t('inShort')}</h2>
            <ul>
              {text.inShort.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </section>
          {text.sections.map(({ id, title, paragraphs, points }) => (
            <section key={id} id={id} className={css.section}>
              <h2>{title}</h2>
              {paragraphs.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
              {points ? (
                <ul>
                  {points.map((point) => (
                    <li key={point}>{point}</li>
                  ))}
                </ul>
              ) : null}
            </section>
          ))}
          {name === 'privacy' ? (
            <p>
              <Link to="/services">{t('services')}</Link>
            </p>
          ) : null}
          <p>
            <Link to="/legal/$document" params={{ document: other }}>
              {t(`other.${other}`)}
            </Link>
          </p>
        </article>
      </main>
      <SiteFooter />
    </div>
  );
}
