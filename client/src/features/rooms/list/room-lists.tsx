import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMe } from '../../../app/me.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { myRoomsQuery } from '../api/my-rooms.js';
import { publicRoomsQuery, type RoomFilters } from '../api/public-rooms.js';
import { useLivePresence } from '../live/list-presence.js';
import css from '../pages/rooms-page.module.css';
import { roomsWords } from '../rooms.words.js';
import { byWhatWasMissed, filterRooms } from './filter-rooms.js';
import { RoomGrid } from './room-card-view.js';
import { RoomGridSkeleton } from './room-grid-skeleton.js';

interface ListProps {
  filters: RoomFilters;
  onClear: () => void;
}
const filtered = ({ kind, language, q }: RoomFilters): boolean => Boolean(kind ?? language ?? q);

export function MyRoomsList({
  archived,
  filters,
  onClear,
  onPublic,
}: ListProps & { archived: boolean; onPublic: () => void }) {
  const t = useT(roomsWords);
  const language = useLanguage();
  const { sentence } = useSentence();
  const rooms = useQuery(myRoomsQuery(archived ? 'archived' : 'open'));
  useLivePresence(archived ? [] : (rooms.data ?? []));
  if (rooms.isPending) return <RoomGridSkeleton />;
  if (!rooms.data) {
    return <ErrorState text={sentence(rooms.error)} onRetry={() => void rooms.refetch()} retrying={rooms.isFetching} />;
  }
  const found = filterRooms(rooms.data, filters, language).toSorted(byWhatWasMissed);
  if (found.length > 0) return <Found count={found.length} grid={<RoomGrid cards={found} />} />;
  if (filtered(filters)) return <NothingFound onClear={onClear} />;
  if (archived) return <EmptyState title={t('list.emptyArchivedTitle')} text={t('list.emptyArchivedText')} />;
  return (
    <EmptyState
      title={t('list.emptyMineTitle')}
      text={t('list.emptyMineText')}
      actions={
        <>
          <Button variant="primary" onClick={onPublic}>
            {t('list.seePublic')}
          </Button>
          <CreateLink />
        </>
      }
    />
  );
}

export function PublicRoomsList({ filters, onClear }: ListProps) {
  const t = useT(roomsWords);
  const { sentence } = useSentence();
  const rooms = useInfiniteQuery(publicRoomsQuery(filters));
  useLivePresence(rooms.data ?? []);
  if (rooms.isPending) return <RoomGridSkeleton />;
  if (!rooms.data) {
    return <ErrorState text={sentence(rooms.error)} onRetry={() => void rooms.refetch()} retrying={rooms.isFetching} />;
  }
  if (rooms.data.length === 0) {
    if (filtered(filters)) return <NothingFound onClear={onClear} />;
    return (
      <EmptyState
        title={t('list.emptyPublicTitle')}
        text={t('list.emptyPublicText')}
        actions={<CreateLink primary />}
      />
    );
  }
  return (
    <>
      <Found count={rooms.data.length} grid={<RoomGrid cards={rooms.data} />} />
      {rooms.hasNextPage ? (
        <div className={css.more}>
          <Button busy={rooms.isFetchingNextPage} onClick={() => void rooms.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Found({ count, grid }: { count: number; grid: ReactNode }) {
  const t = useT(roomsWords);
  return (
    <>
      <VisuallyHidden role="status">{t('list.found', { count })}</VisuallyHidden>
      {grid}
    </>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const t = useT(roomsWords);
  return (
    <EmptyState
      title={t('list.nothingTitle')}
      text={t('list.nothingText')}
      actions={<Button onClick={onClear}>{t('list.clear')}</Button>}
    />
  );
}

function CreateLink({ primary }: { primary?: boolean }) {
  const t = useT(roomsWords);
  if (useMe()?.kind === 'guest') return null;
  return (
    <ButtonLink to="/rooms/new" variant={primary ? 'primary' : 'secondary'}>
      {t('create')}
    </ButtonLink>
  );
}
