import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { useUnread } from '../../../app/shell/unread.js';
import { Chip } from '../../../components/ui/badge.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useNow } from '../../../lib/i18n/clock.js';
import { formatDayNear } from '../../../lib/i18n/format.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { markRead, noticeKeys, noticesQuery, type NoticeFilter } from '../api/notices.js';
import { NoticeLine } from '../components/notice-line.js';
import css from '../components/notices.module.css';
import { groupNotices } from '../live/group-notices.js';
import { noticesWords } from '../notices.words.js';

const FILTERS = ['all', 'unread', 'messages', 'meetings', 'decisions'] as const satisfies readonly NoticeFilter[];

/** The inbox: what happened while one looked elsewhere, by days, each the way to its place. */
export function NoticesPage() {
  const t = useT(noticesWords);
  usePageTitle(t('title'));
  const queries = useQueryClient();
  const { sentence, fail } = useSentence();
  const [filter, setFilter] = useState<NoticeFilter>('all');
  const inbox = useInfiniteQuery(noticesQuery(filter));
  const unread = useUnread()['/notices'] ?? 0;
  const reader = { language: useLanguage(), zone: useTimeZone() };
  const now = new Date(useNow());
  const [newest] = inbox.data ?? [];
  const read = (what: Parameters<typeof markRead>[0]) =>
    markRead(what).then(() => queries.invalidateQueries({ queryKey: noticeKeys.pages }), fail);
  const settings = (
    <ButtonLink to="/settings" hash="notices">
      {t('settings')}
    </ButtonLink>
  );
  return (
    <Page narrow>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          unread > 0 && newest ? (
            <Button icon={<IconChecks size={18} aria-hidden />} onClick={() => void read({ upTo: newest.at })}>
              {t('readAll')}
            </Button>
          ) : null
        }
      />
      <div role="group" aria-label={t('filter.label')} className={css.bar}>
        {FILTERS.map((one) => (
          <Chip key={one} pressed={filter === one} onToggle={(pressed) => setFilter(pressed ? one : 'all')}>
            {t(`filter.${one}`)}
          </Chip>
        ))}
      </div>
      {inbox.isPending ? <Skeleton lines={8} /> : null}
      {inbox.isError && !inbox.data ? (
        <ErrorState text={sentence(inbox.error)} onRetry={() => void inbox.refetch()} retrying={inbox.isFetching} />
      ) : null}
      {inbox.data?.length === 0 ? (
        <EmptyState
          title={t('empty.title')}
          text={t(filter === 'all' ? 'empty.text' : 'empty.filtered')}
          actions={settings}
        />
      ) : null}
      {groupNotices(inbox.data ?? [], reader.zone).map(({ at, lines }) => (
        <section key={at} className={css.day}>
          <h2>{formatDayNear(new Date(at), now, reader)}</h2>
          <ul role="list" className={css.list}>
            {lines.map((line) => (
              <NoticeLine key={line.notice.id} line={line} onRead={(ids) => void read({ noticeIds: [...ids] })} />
            ))}
          </ul>
        </section>
      ))}
      {inbox.hasNextPage ? (
        <Button busy={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
      {inbox.data?.length ? <p>{settings}</p> : null}
    </Page>
  );
}
