import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Tabs, type Tab } from '../../../components/ui/tabs.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { roomCardQuery } from '../../rooms/api/room-card.js';
import { useRoomId } from '../../rooms/use-room-id.js';
import { reportsQuery } from '../api/reports.js';
import { DecisionsList } from '../components/decisions-list.js';
import css from '../components/order.module.css';
import { ReportItem } from '../components/report-item.js';
import { useStaffNews } from '../live/use-staff-news.js';
import { orderWords } from '../order.words.js';

type TabName = 'open' | 'closed' | 'decisions';

/** What people reported in a room, and what its staff decided: for that staff. */
export function ReportsPage() {
  const t = useT(orderWords);
  usePageTitle(t('reports'));
  const { sentence } = useSentence();
  const roomId = useRoomId('/shell/rooms/$roomId/reports');
  const card = useQuery(roomCardQuery(roomId));
  const allowed = useInfiniteQuery(reportsQuery(roomId, 'open'));
  const [tab, setTab] = useState<TabName>(() => (window.location.hash === '#decisions' ? 'decisions' : 'open'));
  useStaffNews(roomId, true);
  const refused = card.error ?? allowed.error;
  if (isCode(refused, 'not-found', 'not-allowed', 'rooms/not-a-member', 'rooms/banned'))
    return (
      <Page narrow>
        <NoPermission level={1} text={sentence(refused)} />
      </Page>
    );
  const tabs: Tab<TabName>[] = [
    { value: 'open', label: t('tabs.open'), content: <Reports roomId={roomId} state="open" /> },
    { value: 'closed', label: t('tabs.closed'), content: <Reports roomId={roomId} state="closed" /> },
    { value: 'decisions', label: t('tabs.decisions'), content: <DecisionsList roomId={roomId} /> },
  ];
  return (
    <Page narrow>
      <PageHeader
        title={t('reports')}
        lead={t('reportsLead')}
        above={
          <Link to="/rooms/$roomId" params={{ roomId }}>
            {card.data?.room.title ?? t('back')}
          </Link>
        }
      />
      <Tabs label={t('tabs.label')} tabs={tabs} value={tab} onChange={setTab} />
    </Page>
  );
}

function Reports({ roomId, state }: { roomId: string; state: 'open' | 'closed' }) {
  const t = useT(orderWords);
  const me = useMe();
  const { sentence } = useSentence();
  const found = useInfiniteQuery(reportsQuery(roomId, state));
  if (found.isPending) return <Skeleton lines={6} />;
  if (!found.data) return <ErrorState text={sentence(found.error)} onRetry={() => void found.refetch()} />;
  const reports = found.data.pages.flatMap((page) => page.reports);
  const none = state === 'open' ? 'noOpen' : 'noClosed';
  if (reports.length === 0) return <EmptyState title={t(`${none}.title`)} text={t(`${none}.text`)} />;
  return (
    <>
      <ul role="list" className={css.list}>
        {reports.map((report) => (
          <ReportItem key={report.id} roomId={roomId} report={report} me={me?.id ?? ''} />
        ))}
      </ul>
      {found.hasNextPage ? <Button onClick={() => void found.fetchNextPage()}>{t('more')}</Button> : null}
    </>
  );
}
