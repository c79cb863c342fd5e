import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MeetingView } from '@contract/meetings.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { useStaffStream, type StaffListener } from '../../rooms/live/use-staff-stream.js';
import { waitingQuery } from '../api/meetings.js';
import { knock } from '../live/knock.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';

/** For the room's staff: who waits, with a sound when somebody comes; one or all are let in or not. */
export function WaitingPeople({ roomId, meeting }: { roomId: string; meeting: MeetingView }) {
  const t = useT(meetingsWords);
  const live = useLive();
  const queries = useQueryClient();
  const { fail } = useSentence();
  const meetingId = meeting.id;
  const people = useQuery(waitingQuery(roomId, meetingId)).data ?? [];
  const listener = useMemo((): StaffListener => {
    const again = () => void queries.invalidateQueries(waitingQuery(roomId, meetingId));
    return {
      apply: (events) => {
        for (const event of events) {
          if (event.type !== 'meetings.entry-changed' || event.payload.meetingId !== meetingId) continue;
          if (event.payload.state === 'waiting') {
            knock();
            toast({ text: t('door.waits', { name: event.payload.person.name }) });
          }
        }
        again();
      },
      // Whoever came while this window was away is on the list too.
      live: again,
    };
  }, [queries, roomId, meetingId, t]);
  useStaffStream(roomId, listener);
  if (people.length === 0) return null;
  const decide = (personId: string | null, admit: boolean) =>
    void live.ask('meetings:admit', { roomId, meetingId, personId, admit }).catch(fail);
  return (
    <section className={css.form} aria-label={t('door.title')}>
      <h3 className={css.title}>
        {t('door.title')} {people.length}
      </h3>
      <ul className={css.people}>
        {people.map(({ person }) => (
          <li key={person.id} className={css.person}>
            <Face person={person} size={32} />
            <span>{person.name}</span>
            <Button
              size="s"
              variant="primary"
              aria-label={t('door.nameAdmit', { name: person.name })}
              onClick={() => decide(person.id, true)}
            >
              {t('door.admit')}
            </Button>
            <Button
              size="s"
              aria-label={t('door.nameDeny', { name: person.name })}
              onClick={() => decide(person.id, false)}
            >
              {t('door.deny')}
            </Button>
          </li>
        ))}
      </ul>
      {people.length > 1 ? (
        <div className={css.row}>
          <Button size="s" variant="primary" onClick={() => decide(null, true)}>
            {t('door.admitAll')}
          </Button>
          <Button size="s" onClick={() => decide(null, false)}>
            {t('door.denyAll')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
