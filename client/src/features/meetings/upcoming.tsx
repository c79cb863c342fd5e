import { Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Time } from '../../components/ui/time.js';
import { useT } from '../../lib/i18n/use-t.js';
import home from '../home/pages/home-page.module.css';
import { upcomingQuery } from './api/meetings.js';
import { AnswerChoice } from './components/answer-choice.js';
import css from './components/meetings.module.css';
import { meetingsWords } from './meetings.words.js';

/** On the home page: what is next in one's rooms within two days. Nothing is drawn where nothing is. */
export function Upcoming() {
  const t = useT(meetingsWords);
  const queries = useQueryClient();
  const meetings = useQuery(upcomingQuery()).data ?? [];
  if (meetings.length === 0) return null;
  return (
    <section className={home.section} aria-labelledby="home-upcoming">
      <div className={home.head}>
        <h2 id="home-upcoming">{t('upcoming.title')}</h2>
      </div>
      <ul className={css.list}>
        {meetings.map(({ meeting, room, answer }) => (
          <li key={meeting.id} className={css.meeting}>
            <p className={css.name}>
              <Link to="/rooms/$roomId" params={{ roomId: room.id }}>
                {meeting.title}
              </Link>
            </p>
            <p className={css.quiet}>
              <Time at={meeting.startsAt} as="appointment" /> · <Time at={meeting.startsAt} /> ·{' '}
              {t('upcoming.in', { room: room.title ?? '' })}
            </p>
            <AnswerChoice
              roomId={room.id}
              meeting={meeting}
              answer={answer}
              onAnswered={() => void queries.invalidateQueries(upcomingQuery())}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
