import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { SearchField } from '../../../components/ui/search-field.js';
import { Select } from '../../../components/ui/select.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Tabs, type Tab } from '../../../components/ui/tabs.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { AdminTab } from '../admin-search.js';
import { adminWords } from '../admin.words.js';
import { PEOPLE_FILTERS, peopleQuery, type AdminPerson, type PeopleFilter } from '../api/people.js';
import { BanDialog } from '../ban-dialog.js';
import { CommunitySettings } from '../community-settings.js';
import { AuditTab } from '../hub/audit-tab.js';
import { BrandTab } from '../hub/brand-tab.js';
import { LiveTab } from '../hub/live-tab.js';
import { SystemTab } from '../hub/system-tab.js';
import { MailSettings } from '../mail-settings.js';
import { PersonRow } from '../person-row.js';
import css from './admin-page.module.css';

export function AdminPage() {
  const t = useT(adminWords);
  usePageTitle(t('title'));
  const me = useMe();
  if (me && me.role === 'member') {
    return (
      <Page narrow>
        <NoPermission level={1} />
      </Page>
    );
  }
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} />
      {me ? <Administration me={me} /> : <Skeleton lines={8} />}
    </Page>
  );
}

/** Staff look after people; what holds for everybody is set by admins. */
function Administration({ me }: { me: OwnAccount }) {
  const t = useT(adminWords);
  const navigate = useNavigate();
  const { tab = 'people' } = useSearch({ from: '/shell/admin', shouldThrow: false }) ?? {};
  if (me.role !== 'admin') return <People me={me} />;
  const tabs: Tab<AdminTab>[] = [
    { value: 'people', label: t('tabs.people'), content: <People me={me} /> },
    { value: 'rooms', label: t('tabs.rooms'), content: <LiveTab /> },
    { value: 'community', label: t('tabs.community'), content: <CommunitySettings /> },
    { value: 'brand', label: t('tabs.brand'), content: <BrandTab /> },
    { value: 'mail', label: t('tabs.mail'), content: <MailSettings /> },
    { value: 'system', label: t('tabs.system'), content: <SystemTab /> },
    { value: 'audit', label: t('tabs.audit'), content: <AuditTab /> },
  ];
  return (
    <Tabs
      label={t('tabs.label')}
      tabs={tabs}
      value={tab}
      onChange={(next) =>
        void navigate({ to: '/admin', search: next === 'people' ? {} : { tab: next }, replace: true })
      }
    />
  );
}

function People({ me }: { me: OwnAccount }) {
  const t = useT(adminWords);
  const { sentence } = useSentence();
  const [filter, setFilter] = useState<PeopleFilter>('all');
  const [q, setQ] = useState('');
  const [banning, setBanning] = useState<AdminPerson | null>(null);
  const people = useInfiniteQuery(peopleQuery(filter, useDeferredValue(q.trim())));
  const requests = filter === 'mentor-requests';
  return (
    <>
      <div className={css.filters}>
        <SearchField label={t('search')} value={q} maxLength={80} onChange={setQ} />
        <Select
          label={t('filter')}
          options={PEOPLE_FILTERS.map((value) => ({ value, label: t(`filters.${value}`) }))}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {people.isPending ? <Skeleton lines={8} /> : null}
      {people.isError && !people.data ? (
        <ErrorState text={sentence(people.error)} onRetry={() => void people.refetch()} retrying={people.isFetching} />
      ) : null}
      {people.data?.length === 0 ? (
        <EmptyState
          title={t(requests ? 'noRequestsTitle' : 'emptyTitle')}
          text={t(requests ? 'noRequestsText' : 'emptyText')}
        />
      ) : null}
      <ul role="list" className={css.list}>
        {people.data?.map((person) => (
          <PersonRow key={person.id} person={person} me={me} onBan={() => setBanning(person)} />
        ))}
      </ul>
      {people.hasNextPage ? (
        <Button busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
      <BanDialog person={banning} onClose={() => setBanning(null)} />
    </>
  );
}
