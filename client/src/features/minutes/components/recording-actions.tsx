import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Recorded } from '@contract/recordings.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { recordingsQuery } from '../api/minutes.js';
import { minutesWords } from '../minutes.words.js';
import css from './replay.module.css';

interface ActionsProps {
  roomId: string;
  meetingId: string;
  recordings: readonly Recorded[];
}
type Asked = { readonly recording: Recorded; readonly what: 'delete' | 'leave-out' };

/** Taking away what was recorded: all of it, or oneself. It is asked once more, since nothing brings it back. */
export function RecordingActions({ roomId, meetingId, recordings }: ActionsProps) {
  const t = useT(minutesWords);
  const live = useLive();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { busy, failure, run, clear } = useErrand();
  const close = () => {
    clear();
    setAsked(null);
  };
  const go = async ({ recording, what }: Asked) => {
    const done = await run(async () => {
      await live.ask(`recordings:${what}`, { roomId, recordingId: recording.id });
      await queries.invalidateQueries(recordingsQuery(roomId, meetingId));
    });
    if (done) close();
  };
  const button = (recording: Recorded, what: Asked['what'], number: number) => (
    <Button key={`${recording.id} ${what}`} size="s" variant="quiet" onClick={() => setAsked({ recording, what })}>
      {t(`recording.${what}`)}
      {recordings.length > 1 ? ` (${number})` : null}
    </Button>
  );
  return (
    <div className={css.actions}>
      {recordings.flatMap((recording, at) => [
        ...(recording.mine ? [button(recording, 'leave-out', at + 1)] : []),
        ...(recording.mayDelete ? [button(recording, 'delete', at + 1)] : []),
      ])}
      {asked ? (
        <Dialog
          open
          onClose={close}
          title={t(`recording.${asked.what}`)}
          actions={
            <>
              <Button onClick={close}>{t('recording.keep')}</Button>
              <Button variant="danger" busy={busy} onClick={() => void go(asked)}>
                {t(`recording.${asked.what}`)}
              </Button>
            </>
          }
        >
          <p>{t(`recording.${asked.what}Text`)}</p>
          <FailureNote failure={failure} />
        </Dialog>
      ) : null}
    </div>
  );
}
