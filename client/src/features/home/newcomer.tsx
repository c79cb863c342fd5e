import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { ButtonLink } from '../../components/ui/button.js';
import { EmptyState } from '../../components/ui/empty-state.js';
import { ErrorState } from '../../components/ui/error-state.js';
import { useSentence } from '../../lib/api/use-sentence.js';
import { useT } from '../../lib/i18n/use-t.js';
import { publicRoomsQuery } from '../rooms/api/public-rooms.js';
import { RoomGrid } from '../rooms/list/room-card-view.js';
import { RoomGridSkeleton } from '../rooms/list/room-grid-skeleton.js';
import { useLivePresence } from '../rooms/live/list-presence.js';
import { homeWords } from './home.words.js';
import { useSteadyOrder } from './steady-order.js';
import css from './pages/home-page.module.css';

const SHOWN = 3;

/** Somebody without a room yet: three to choose from, the liveliest first, and *crear*. */
export function Newcomer({ me }: { me: OwnAccount | undefined }) {
  const t = useT(homeWords);
  const { sentence } = useSentence();
  const rooms = useInfiniteQuery(publicRoomsQuery());
  useLivePresence(rooms.data ?? []);
  const lively = useSteadyOrder(
    (rooms.data ?? []).toSorted(
      (one, other) => other.present - one.present || other.room.memberCount - one.room.memberCount,
    ),
  );
  const create =
    me?.kind === 'guest' ? null : (
      <ButtonLink to="/rooms/new" variant="primary" size="l">
        {t('newcomer.create')}
      </ButtonLink>
    );
  if (rooms.isPending) return <RoomGridSkeleton cards={SHOWN} />;
  if (!rooms.data) return <ErrorState text={sentence(rooms.error)} onRetry={() => void rooms.refetch()} />;
  if (rooms.data.length === 0) {
    return <EmptyState title={t('newcomer.emptyTitle')} text={t('newcomer.emptyText')} actions={create} />;
  }
  return (
    <>
      <section className={css.section} aria-labelledby="home-newcomer">
        <div className={css.head}>
          <h2 id="home-newcomer">{t('newcomer.rooms')}</h2>
          <Link to="/rooms" search={{ scope: 'public' }}>
            {t('newcomer.all')}
          </Link>
        </div>
        <RoomGrid cards={lively.slice(0, SHOWN)} />
      </section>
      {create}
    </>
  );
}
