import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RecordingView } from '@contract/recordings.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { answerOf, isMinor } from './own-answer.js';
import { recordingWords } from './recording.words.js';
import css from './recording.module.css';

interface QuestionProps {
  roomId: string;
  recording: RecordingView;
  me: OwnAccount;
}

/** For who is on the stage and has not answered: closing it is a no. */
export function RecordingQuestion({ roomId, recording, me }: QuestionProps) {
  const t = useT(recordingWords);
  const live = useLive();
  const { fail } = useSentence();
  const { busy, run } = useErrand(fail);
  const [adult, setAdult] = useState(false);
  if (answerOf(recording, me.id) !== null) return null;
  const minor = isMinor(me);
  const guest = me.kind === 'guest';
  const answer = (consents: boolean) =>
    void run(() =>
      live.ask('recordings:answer', { roomId, recordingId: recording.id, consents, ...(guest ? { adult } : {}) }),
    );
  return (
    <Dialog
      open
      onClose={() => answer(false)}
      title={t('question.title')}
      actions={
        minor ? (
          <Button variant="primary" busy={busy} onClick={() => answer(false)}>
            {t('question.understood')}
          </Button>
        ) : (
          <>
            <Button disabled={busy} onClick={() => answer(false)}>
              {t('question.no')}
            </Button>
            <Button variant="primary" disabled={busy || (guest && !adult)} onClick={() => answer(true)}>
              {t('question.yes')}
            </Button>
          </>
        )
      }
    >
      <p className={css.text}>{t(minor ? 'question.minor' : 'question.text')}</p>
      {guest ? (
        <Checkbox
          label={t('question.adult')}
          checked={adult}
          onChange={({ currentTarget }) => setAdult(currentTarget.checked)}
        />
      ) : null}
    </Dialog>
  );
}
