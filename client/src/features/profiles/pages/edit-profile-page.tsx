import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { ownProfileQuery } from '../api/profiles.js';
import { ProfileForm } from '../edit/profile-form.js';
import { profilesWords } from '../profiles.words.js';

/** What one shows of oneself, and to whom. */
export function EditProfilePage() {
  const t = useT(profilesWords);
  usePageTitle(t('edit.title'));
  const me = useMe();
  if (me?.kind === 'guest') return <Page narrow>{<NoPermission level={1} />}</Page>;
  return (
    <Page narrow>
      <PageHeader
        title={t('edit.title')}
        lead={t('edit.lead')}
        above={
          me ? (
            <Link to="/people/$personId" params={{ personId: me.id }}>
              {t('edit.see')}
            </Link>
          ) : null
        }
      />
      {me ? <Own me={me} /> : <Skeleton lines={8} />}
    </Page>
  );
}

function Own({ me }: { me: OwnAccount }) {
  const { sentence } = useSentence();
  const own = useQuery({ ...ownProfileQuery(), staleTime: 0 });
  if (own.data && !own.isFetching) return <ProfileForm key={me.id} me={me} profile={own.data} />;
  if (own.isError) return <ErrorState text={sentence(own.error)} onRetry={() => void own.refetch()} />;
  return <Skeleton lines={8} />;
}
