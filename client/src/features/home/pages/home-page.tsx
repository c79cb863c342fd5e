import { IconBookmark } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomCard } from '@contract/rooms.contract.js';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { Upcoming } from '../../meetings/upcoming.js';
import { myRoomsQuery } from '../../rooms/api/my-rooms.js';
import { byRecent, byWhatWasMissed } from '../../rooms/list/filter-rooms.js';
import { RoomGrid } from '../../rooms/list/room-card-view.js';
import { RoomGridSkeleton } from '../../rooms/list/room-grid-skeleton.js';
import { useLivePresence } from '../../rooms/live/list-presence.js';
import { homeWords } from '../home.words.js';
import { Missed } from '../missed.js';
import { Newcomer } from '../newcomer.js';
import { useSteadyOrder } from '../steady-order.js';
import { ToDo } from '../to-do.js';
import css from './home-page.module.css';

const MOST_LIVE = 6;
const MOST_MISSED = 8;

/** What is live now, what one missed, one thing to do; a newcomer sees rooms to sit down in. */
export function HomePage() {
  const t = useT(homeWords);
  usePageTitle(t('title'));
  const me = useMe();
  const { sentence } = useSentence();
  const rooms = useQuery(myRoomsQuery());
  const newcomer = rooms.data?.length === 0;
  return (
    <Page>
      <PageHeader
        title={me ? t('hello', { name: me.name }) : t('title')}
        lead={newcomer ? t('newcomer.lead') : undefined}
        actions={
          newcomer ? null : (
            <ButtonLink to="/saved" icon={<IconBookmark size={18} aria-hidden />}>
              {t('saved')}
            </ButtonLink>
          )
        }
      />
      {rooms.isPending ? <RoomGridSkeleton cards={3} /> : null}
      {rooms.isError && !rooms.data ? (
        <ErrorState text={sentence(rooms.error)} onRetry={() => void rooms.refetch()} retrying={rooms.isFetching} />
      ) : null}
      {newcomer ? <Newcomer me={me} /> : null}
      {rooms.data && me && !newcomer ? <MyRooms rooms={rooms.data} me={me} /> : null}
    </Page>
  );
}

function MyRooms({ rooms, me }: { rooms: readonly RoomCard[]; me: OwnAccount }) {
  const t = useT(homeWords);
  useLivePresence(rooms);
  const live = useSteadyOrder(
    rooms.filter(({ present }) => present > 0).toSorted((one, other) => other.present - one.present),
  );
  const recent = live.length > 0 ? [] : rooms.filter(({ room }) => room.kind !== 'direct').toSorted(byRecent);
  const missed = rooms.filter(({ unread, mentions }) => unread + mentions > 0).toSorted(byWhatWasMissed);
  return (
    <>
      {live.length > 0 ? (
        <section className={css.section} aria-labelledby="home-live">
          <div className={css.head}>
            <h2 id="home-live">{t('live.title')}</h2>
          </div>
          <RoomGrid cards={live.slice(0, MOST_LIVE)} />
        </section>
      ) : null}
      <Upcoming />
      {missed.length > 0 ? <Missed cards={missed.slice(0, MOST_MISSED)} /> : null}
      {live.length + missed.length + recent.length === 0 ? (
        <EmptyState
          title={t('calm.title')}
          text={t('calm.text')}
          actions={
            <ButtonLink to="/rooms" variant="primary">
              {t('calm.rooms')}
            </ButtonLink>
          }
        />
      ) : null}
      <ToDo me={me} rooms={rooms} />
      {recent.length > 0 ? (
        <section className={css.section} aria-labelledby="home-recent">
          <div className={css.head}>
            <h2 id="home-recent">{t('recent.title')}</h2>
            <Link to="/rooms">{t('recent.all')}</Link>
          </div>
          <RoomGrid cards={recent.slice(0, MOST_LIVE)} />
        </section>
      ) : null}
    </>
  );
}
