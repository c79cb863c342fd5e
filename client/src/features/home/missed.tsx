import { Link } from '@tanstack/react-router';
import type { RoomCard } from '@contract/rooms.contract.js';
import { Time } from '../../components/ui/time.js';
import { useT } from '../../lib/i18n/use-t.js';
import { MissedCounts } from '../rooms/list/room-card-view.js';
import { RoomFace } from '../rooms/list/room-face.js';
import { cardName } from '../rooms/room-name.js';
import { homeWords } from './home.words.js';
import css from './pages/home-page.module.css';

/** Rooms with something unread, mentions first. */
export function Missed({ cards }: { cards: readonly RoomCard[] }) {
  const t = useT(homeWords);
  return (
    <section className={css.section} aria-labelledby="home-missed">
      <div className={css.head}>
        <h2 id="home-missed">{t('missed.title')}</h2>
      </div>
      <ul role="list" className={css.missed}>
        {cards.map((card) => (
          <li key={card.room.id}>
            <Link className={css.row} to="/rooms/$roomId" params={{ roomId: card.room.id }}>
              <RoomFace kind={card.room.kind} others={card.others} />
              <span className={css.words}>
                {cardName(card)}
                {card.lastMessageAt ? (
                  <span className={css.quiet}>
                    <Time at={card.lastMessageAt} />
                  </span>
                ) : null}
              </span>
              <span className={css.counts}>
                <MissedCounts card={card} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
