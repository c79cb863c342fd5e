import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LiveRooms } from '@contract/admin.contract.js';
import { Badge } from '../../../components/ui/badge.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { KindGlyph } from '../../../components/ui/kind-glyph.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { liveRoomsQuery } from '../api/hub.js';
import css from '../pages/admin-page.module.css';
import { hubWords } from './hub.words.js';

/** Rooms where somebody is just now. */
export function LiveTab() {
  const t = useT(hubWords);
  const { sentence } = useSentence();
  const live = useQuery(liveRoomsQuery());
  if (live.isPending) return <Skeleton lines={6} />;
  if (!live.data)
    return <ErrorState text={sentence(live.error)} onRetry={() => void live.refetch()} retrying={live.isFetching} />;
  const { rooms, direct } = live.data;
  return (
    <section aria-labelledby="live-rooms" className={css.setting}>
      <div>
        <h2 id="live-rooms">{t('live.title')}</h2>
        <p className={css.quiet}>{t('live.lead')}</p>
      </div>
      {rooms.length + direct.rooms === 0 ? (
        <EmptyState title={t('live.noneTitle')} text={t('live.noneText')} />
      ) : (
        <ul role="list" className={css.list}>
          {rooms.map((room) => (
            <LiveRoom key={room.id} room={room} />
          ))}
          {direct.rooms > 0 ? (
            <li className={css.row}>
              <KindGlyph kind="direct" silent />
              <span className={css.words}>{t('live.direct', { count: direct.rooms })}</span>
              <span>{t('live.people', { count: direct.people })}</span>
            </li>
          ) : null}
        </ul>
      )}
    </section>
  );
}

function LiveRoom({ room }: { room: LiveRooms['rooms'][number] }) {
  const t = useT(hubWords);
  const { id, kind, title, visibility, present, since, host } = room;
  return (
    <li className={css.row}>
      <KindGlyph kind={kind} />
      <span className={css.words}>
        <Link to="/rooms/$roomId" params={{ roomId: id }}>
          {title}
        </Link>
        <span className={css.quiet}>
          {host ? `${t('live.host', { name: host.name })} · ` : null}
          {t('live.since')} <Time at={since} />
        </span>
      </span>
      {visibility === 'public' ? null : <Badge>{t(`live.visibility.${visibility}`)}</Badge>}
      <span>{t('live.people', { count: present })}</span>
    </li>
  );
}
