import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { RoomCard } from '@contract/rooms.contract.js';
import { KIND_HUE } from '../../../components/ui/kind-glyph.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { myRoomsQuery } from '../api/my-rooms.js';
import { DraftMark, MissedCounts } from '../list/room-card-view.js';
import { RoomFace } from '../list/room-face.js';
import { cardName } from '../room-name.js';
import { roomWords } from './room.words.js';
import css from './rooms-list.module.css';

/** Mentions first, then what is unread, then what moved last. */
const byUrgency = (a: RoomCard, b: RoomCard): number =>
  b.mentions - a.mentions ||
  Number(b.unread > 0) - Number(a.unread > 0) ||
  ((a.lastMessageAt ?? '') < (b.lastMessageAt ?? '') ? 1 : -1);

/** One's own rooms beside the open one. */
export function RoomsList({ direct, current }: { direct: boolean; current?: string }) {
  const t = useT(roomWords);
  const rooms = useQuery(myRoomsQuery());
  const cards = rooms.data?.filter(({ room }) => (room.kind === 'direct') === direct).toSorted(byUrgency);
  return (
    <nav className={css.list} aria-label={t(direct ? 'directRooms' : 'myRooms')}>
      <h2 className={css.title}>{t(direct ? 'directRooms' : 'myRooms')}</h2>
      {cards ? null : <Skeleton lines={5} />}
      {cards?.length === 0 ? <p className={css.none}>{t(direct ? 'noDirectRooms' : 'noRooms')}</p> : null}
      <ul className={css.rooms}>
        {cards?.map((card) => (
          <li key={card.room.id}>
            <Link
              to="/rooms/$roomId"
              params={{ roomId: card.room.id }}
              className={css.room}
              aria-current={card.room.id === current ? 'page' : undefined}
              data-hue={KIND_HUE[card.room.kind]}
            >
              <RoomFace kind={card.room.kind} others={card.others} size={28} />
              <span className={css.name}>{cardName(card)}</span>
              {card.room.id === current ? null : <DraftMark roomId={card.room.id} />}
              <MissedCounts card={card} short />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
