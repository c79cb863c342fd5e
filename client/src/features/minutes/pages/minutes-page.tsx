import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconDownload, IconEdit, IconPrinter, IconSend } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { MinutesView } from '@contract/minutes.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { KIND_HUE } from '../../../components/ui/kind-glyph.js';
import { NoPermission } from '../../../components/ui/no-permission.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { toast } from '../../../components/ui/toasts.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useTimeZone } from '../../../lib/i18n/time-zone.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { download } from '../../../lib/api/download.js';
import { roomCardQuery } from '../../rooms/api/room-card.js';
import { minutesQuery, minutesText } from '../api/minutes.js';
import { MinutesSections } from '../components/minutes-sections.js';
import css from '../components/minutes.module.css';
import { minutesWords } from '../minutes.words.js';

const EditDialog = lazy(async () => ({ default: (await import('../components/edit-dialog.js')).EditDialog }));
const Replay = lazy(async () => ({ default: (await import('../components/replay.js')).Replay }));

/** What a meeting leaves behind, and the meeting once more. */
export function MinutesPage() {
  const t = useT(minutesWords);
  usePageTitle(t('title'));
  const { sentence } = useSentence();
  const params = useParams({ from: '/shell/rooms/$roomId/meetings/$meetingId/minutes', shouldThrow: false });
  const { roomId = '', meetingId = '' } = params ?? {};
  const minutes = useQuery(minutesQuery(roomId, meetingId));
  if (isCode(minutes.error, 'not-found', 'not-allowed', 'rooms/not-a-member', 'invalid-input'))
    return (
      <Page narrow>
        <NoPermission level={1} text={sentence(minutes.error)} />
      </Page>
    );
  return (
    <Page narrow>
      {minutes.isError ? (
        <ErrorState
          level={1}
          text={sentence(minutes.error)}
          onRetry={() => void minutes.refetch()}
          retrying={minutes.isFetching}
        />
      ) : null}
      {minutes.isPending ? <Skeleton lines={10} /> : null}
      {minutes.data ? <Minutes roomId={roomId} view={minutes.data} /> : null}
    </Page>
  );
}

function Minutes({ roomId, view }: { roomId: string; view: MinutesView }) {
  const t = useT(minutesWords);
  const me = useMe();
  const room = useQuery(roomCardQuery(roomId)).data?.room;
  const [editing, setEditing] = useState(false);
  const [wish, setWish] = useState<{ at: string } | null>(null);
  const replay = useRef<HTMLDivElement>(null);
  const { meeting } = view;
  const toMoment = (at: string) => {
    setWish({ at });
    replay.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <PageHeader
        title={meeting.title ? t('of', { title: meeting.title }) : t('title')}
        above={
          <Link to="/rooms/$roomId" params={{ roomId }}>
            {room?.title ?? t('back')}
          </Link>
        }
        lead={
          <>
            <Time at={meeting.startedAt ?? meeting.startsAt} as="appointment" /> · {t('said', { count: view.said })}
          </>
        }
        actions={<Actions roomId={roomId} view={view} onEdit={() => setEditing(true)} />}
      />
      <p className={css.state}>
        {view.publishedBy ? (
          t('published', { name: view.publishedBy.name })
        ) : (
          <>
            <Badge>{t('draft')}</Badge> {t(view.mayEdit ? 'draftMine' : 'draftText')}
          </>
        )}
      </p>
      <MinutesSections roomId={roomId} view={view} onMoment={toMoment} />
      <div ref={replay}>
        <Suspense fallback={<Skeleton lines={6} />}>
          {me && room ? (
            <Replay roomId={roomId} meetingId={meeting.id} me={me.id} hue={KIND_HUE[room.kind]} wish={wish} />
          ) : null}
        </Suspense>
      </div>
      <Suspense>
        {editing ? <EditDialog roomId={roomId} view={view} onClose={() => setEditing(false)} /> : null}
      </Suspense>
    </>
  );
}

function Actions({ roomId, view, onEdit }: { roomId: string; view: MinutesView; onEdit: () => void }) {
  const t = useT(minutesWords);
  const live = useLive();
  const queries = useQueryClient();
  const { fail } = useSentence();
  const zone = useTimeZone();
  const { busy, run } = useErrand(fail);
  const meetingId = view.meeting.id;
  const publish = () =>
    run(async () => {
      await live.ask('minutes:publish', { roomId, meetingId });
      await queries.invalidateQueries(minutesQuery(roomId, meetingId));
      toast({ text: t('publishedNow') });
    });
  const save = () =>
    void download(
      minutesText(roomId, meetingId, zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
      `${t('title')}.md`,
      'text/markdown',
    ).catch(fail);
  const icon = { size: 20, stroke: 1.6 };
  return (
    <>
      {view.mayEdit && !view.publishedAt ? (
        <Button variant="primary" busy={busy} icon={<IconSend {...icon} />} onClick={() => void publish()}>
          {t('publish')}
        </Button>
      ) : null}
      {view.mayEdit ? (
        <Button icon={<IconEdit {...icon} />} onClick={onEdit}>
          {t('edit')}
        </Button>
      ) : null}
      <Button variant="quiet" icon={<IconDownload {...icon} />} onClick={save}>
        {t('markdown')}
      </Button>
      <Button variant="quiet" icon={<IconPrinter {...icon} />} onClick={() => window.print()}>
        {t('print')}
      </Button>
    </>
  );
}
