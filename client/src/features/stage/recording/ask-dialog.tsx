import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { isMinor } from './own-answer.js';
import { recordingWords } from './recording.words.js';
import css from './recording.module.css';

/** For who leads: everybody is asked, whoever asks included. */
export function AskDialog({ roomId, me, onClose }: { roomId: string; me: OwnAccount; onClose: () => void }) {
  const t = useT(recordingWords);
  const live = useLive();
  const { busy, failure, run } = useErrand();
  const minor = isMinor(me);
  const [consents, setConsents] = useState(!minor);
  const ask = async () => {
    if (await run(() => live.ask('recordings:ask', { roomId, consents }))) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('ask.title')}
      actions={
        <Button variant="primary" busy={busy} onClick={() => void ask()}>
          {t('ask.go')}
        </Button>
      }
    >
      <p className={css.text}>{t('ask.text')}</p>
      {minor ? (
        <p className={css.text}>{t('question.minor')}</p>
      ) : (
        <Checkbox
          label={t('ask.me')}
          checked={consents}
          onChange={({ currentTarget }) => setConsents(currentTarget.checked)}
        />
      )}
      <FailureNote failure={failure} />
    </Dialog>
  );
}
