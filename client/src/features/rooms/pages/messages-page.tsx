import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { myRoomsQuery } from '../api/my-rooms.js';
import { byWhatWasMissed } from '../list/filter-rooms.js';
import { MissedCounts } from '../list/room-card-view.js';
import { RoomFace } from '../list/room-face.js';
import { cardName } from '../room-name.js';
import { PersonPicker } from '../people/person-picker.js';
import { roomsWords } from '../rooms.words.js';
import css from './messages-page.module.css';

/** Direct conversations, and starting one with people from one's rooms. */
export function MessagesPage() {
  const t = useT(roomsWords);
  usePageTitle(t('messages.title'));
  const me = useMe();
  const { sentence } = useSentence();
  const rooms = useQuery(myRoomsQuery());
  const [picking, setPicking] = useState(false);
  const talks = rooms.data?.filter(({ room }) => room.kind === 'direct').toSorted(byWhatWasMissed);
  const write =
    me?.kind === 'guest' ? null : (
      <Button variant="primary" icon={<IconPencil size={18} aria-hidden />} onClick={() => setPicking(true)}>
        {t('messages.write')}
      </Button>
    );
  return (
    <Page narrow>
      <PageHeader title={t('messages.title')} lead={t('messages.lead')} actions={talks?.length ? write : null} />
      {rooms.isPending ? <Skeleton lines={6} /> : null}
      {rooms.isError && !rooms.data ? (
        <ErrorState text={sentence(rooms.error)} onRetry={() => void rooms.refetch()} retrying={rooms.isFetching} />
      ) : null}
      {talks?.length === 0 ? (
        <EmptyState
          title={t('messages.emptyTitle')}
          text={t(me?.kind === 'guest' ? 'messages.guest' : 'messages.emptyText')}
          actions={write}
        />
      ) : null}
      <ul role="list" className={css.list}>
        {talks?.map((card) => (
          <li key={card.room.id}>
            <Link className={css.row} to="/rooms/$roomId" params={{ roomId: card.room.id }}>
              <RoomFace kind={card.room.kind} others={card.others} size={44} />
              <span className={css.words}>
                {cardName(card)}
                <span className={css.quiet}>
                  {card.lastMessageAt ? <Time at={card.lastMessageAt} /> : t('card.quiet')}
                </span>
              </span>
              <MissedCounts card={card} />
            </Link>
          </li>
        ))}
      </ul>
      <PersonPicker open={picking} onClose={() => setPicking(false)} />
    </Page>
  );
}
