import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomCard } from '@contract/rooms.contract.js';
import { ButtonLink } from '../../components/ui/button.js';
import { useT } from '../../lib/i18n/use-t.js';
import { homeWords } from './home.words.js';
import { oneThing } from './one-thing.js';
import css from './pages/home-page.module.css';

export function ToDo({ me, rooms }: { me: OwnAccount; rooms: readonly RoomCard[] }) {
  const t = useT(homeWords);
  const thing = oneThing(me, rooms);
  if (!thing) return null;
  const label = t(`todo.${thing.what}.action`);
  return (
    <section className={css.section} aria-labelledby="home-todo">
      <div className={css.head}>
        <h2 id="home-todo">{t('todo.title')}</h2>
      </div>
      <div className={css.todo}>
        <p>{t(`todo.${thing.what}.text`, thing.what === 'invite' ? { room: thing.title } : {})}</p>
        {thing.what === 'invite' ? (
          <ButtonLink to="/rooms/$roomId/people" params={{ roomId: thing.roomId }} search={{ tab: 'invites' }}>
            {label}
          </ButtonLink>
        ) : (
          <ButtonLink to={thing.what === 'create' ? '/rooms/new' : '/settings'}>{label}</ButtonLink>
        )}
      </div>
    </section>
  );
}
