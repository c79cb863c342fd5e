import { useQueryClient } from '@tanstack/react-query';
import type { EntryState, MeetingView } from '@contract/meetings.contract.js';
import { Button } from '../../../components/ui/button.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { entryKey } from '../api/meeting-keys.js';
import { meetingsWords } from '../meetings.words.js';
import css from './meetings.module.css';

/** The waiting room as whoever waits sees it: in words, never a spinner. */
export function Door({ roomId, meeting, entry }: { roomId: string; meeting: MeetingView; entry: EntryState | null }) {
  const t = useT(meetingsWords);
  const live = useLive();
  const queries = useQueryClient();
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  const ask = () =>
    run(async () => {
      const { state } = await live.ask('meetings:enter', { roomId, meetingId: meeting.id });
      queries.setQueryData(entryKey(meeting.id), state);
    });
  return (
    <div role="status">
      {entry === null ? (
        <div className={css.between}>
          <p>{t('door.closed')}</p>
          <Button size="s" variant="primary" busy={busy} onClick={() => void ask()}>
            {t('door.ask')}
          </Button>
        </div>
      ) : null}
      {entry === 'waiting' ? (
        <p>
          <strong>{t('door.asking')}</strong>. {t('door.askingText')}
        </p>
      ) : null}
      {entry === 'admitted' ? <p>{t('door.in')}</p> : null}
      {entry === 'denied' ? <p>{t('door.denied')}</p> : null}
    </div>
  );
}
