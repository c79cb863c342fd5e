import { useQuery } from '@tanstack/react-query';
import { Button } from '../../../components/ui/button.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { myRoomsQuery } from '../../rooms/api/my-rooms.js';
import { cardName } from '../../rooms/room-name.js';
import { useRoomNotices } from '../live/use-room-notices.js';
import { noticesWords } from '../notices.words.js';
import css from './notices.module.css';

/** Rooms that one hears nothing of, and the way back; switched off in each room's own menu. */
export function SilentRooms({ roomIds }: { roomIds: readonly string[] }) {
  const t = useT(noticesWords);
  const rooms = useQuery(myRoomsQuery());
  const silent = rooms.data?.filter(({ room }) => roomIds.includes(room.id)) ?? [];
  if (silent.length === 0) return null;
  return (
    <div>
      <h3>{t('choice.rooms')}</h3>
      <ul role="list" className={css.rooms}>
        {silent.map((card) => (
          <li key={card.room.id}>
            <Silent roomId={card.room.id} name={cardName(card)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Silent({ roomId, name }: { roomId: string; name: string }) {
  const t = useT(noticesWords);
  const { toggle } = useRoomNotices(roomId);
  return (
    <Button size="s" onClick={toggle}>
      {t('choice.roomBack', { room: name })}
    </Button>
  );
}
