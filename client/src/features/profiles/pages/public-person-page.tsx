import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { usePageTitle } from '../../../app/page-title.js';
import { SiteFooter } from '../../../app/site-footer.js';
import { Wordmark } from '../../../app/wordmark.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { PageState } from '../../../components/ui/page-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { publicPersonQuery } from '../api/profiles.js';
import { ProfileView } from '../components/profile-view.js';
import { profilesWords } from '../profiles.words.js';
import css from './public-person-page.module.css';

/** What somebody shows to everybody, for who is not signed in. */
export function PublicPersonPage() {
  const t = useT(profilesWords);
  const { sentence } = useSentence();
  const personId = useParams({ from: '/p/$personId', shouldThrow: false })?.personId ?? '';
  const person = useQuery({ ...publicPersonQuery(personId), enabled: personId !== '' });
  usePageTitle(person.data?.person.name ?? t('directory.title'));
  const enter = (
    <ButtonLink to="/sign-in" search={{ then: `/people/${personId}` }}>
      {t('page.enter')}
    </ButtonLink>
  );
  return (
    <div className="first-frame">
      <header className="first-head">
        <Wordmark />
      </header>
      <main id="content" tabIndex={-1} className={css.page}>
        {person.isPending ? <Skeleton lines={8} /> : null}
        {isCode(person.error, 'not-found') ? (
          <PageState level={1} title={t('page.gone')} actions={enter} />
        ) : person.isError ? (
          <ErrorState level={1} text={sentence(person.error)} onRetry={() => void person.refetch()} />
        ) : null}
        {person.data ? <ProfileView profile={person.data} nothing={t('page.nothing')} actions={enter} /> : null}
      </main>
      <SiteFooter />
    </div>
  );
}
