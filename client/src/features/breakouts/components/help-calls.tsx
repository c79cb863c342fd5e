import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BreakoutsView } from '@contract/breakouts.contract.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { knock } from '../../meetings/live/knock.js';
import { useStaffStream, type StaffListener } from '../../rooms/live/use-staff-stream.js';
import { breakoutsWords } from '../breakouts.words.js';
import { helpQuery } from '../live/help.js';
import css from './breakouts.module.css';

/** Who asks for help, the longest first: for all who lead, wherever they are, with a soft knock when somebody begins to. */
export function HelpCalls({ roomId, open }: { roomId: string; open: BreakoutsView }) {
  const t = useT(breakoutsWords);
  const live = useLive();
  const queries = useQueryClient();
  const { fail } = useSentence();
  const calls = useQuery(helpQuery(roomId)).data ?? [];
  const { rooms } = open;
  const listener = useMemo((): StaffListener => {
    const again = () => void queries.invalidateQueries(helpQuery(roomId));
    return {
      apply: (events) => {
        for (const event of events) {
          if (event.type !== 'breakouts.help-changed') continue;
          const { waits, person, roomId: where } = event.payload;
          const title = rooms.find(({ id }) => id === where)?.title ?? '';
          if (waits) {
            knock();
            toast({ text: t('help.called', { name: person.name, title }) });
          }
        }
        again();
      },
      // Whoever called while this window was away is on the list too.
      live: again,
    };
  }, [queries, roomId, rooms, t]);
  useStaffStream(roomId, listener);
  if (calls.length === 0) return null;
  return (
    <section className={css.help} aria-label={t('help.title')}>
      <h3 className={css.title}>
        {t('help.title')} {calls.length}
      </h3>
      <ul className={css.people}>
        {calls.map(({ person, roomId: where }) => {
          const title = rooms.find(({ id }) => id === where)?.title ?? '';
          const { name } = person;
          return (
            <li key={person.id} className={css.call}>
              <Face person={person} size={28} />
              <span className={css.who}>
                {name} <small>{title}</small>
              </span>
              <ButtonLink
                size="s"
                variant="primary"
                to="/rooms/$roomId"
                params={{ roomId: where }}
                aria-label={t('help.goNamed', { name, title })}
              >
                {t('help.go')}
              </ButtonLink>
              <Button
                size="s"
                aria-label={t('help.settleNamed', { name })}
                onClick={() => void live.ask('breakouts:settle-help', { roomId, personId: person.id }).catch(fail)}
              >
                {t('help.settle')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
