import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { REASON_MAX } from '@contract/limits.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { newId } from '../../../lib/session/device.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { reportKeys } from '../api/reports.js';
import { orderWords } from '../order.words.js';
import css from './order.module.css';

export type Judgement = 'hide' | 'show' | 'keepMessage';
const TITLES = { hide: 'hideTitle', show: 'showTitle', keepMessage: 'keepTitle' } as const;
const TEXTS = { hide: 'hideText', show: 'showText', keepMessage: 'keepText' } as const;
const DONE = { hide: 'done.hidden', show: 'done.shown', keepMessage: 'done.kept' } as const;

interface JudgeDialogProps {
  roomId: string;
  messageId: string;
  what: Judgement;
  onClose: () => void;
}

/** A decision of the staff about a message: never without a reason. */
export function JudgeDialog({ roomId, messageId, what, onClose }: JudgeDialogProps) {
  const t = useT(orderWords);
  const live = useLive();
  const queries = useQueryClient();
  const { sentence } = useSentence();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [clientId] = useState(newId);
  const decide = async () => {
    const input = { roomId, clientId, messageId, reason: reason.trim() };
    try {
      if (what === 'keepMessage') await live.ask('chat:settle-reports', { ...input, outcome: 'kept' });
      else await live.ask(what === 'hide' ? 'chat:hide' : 'chat:show', input);
      toast({ text: t(DONE[what]), tone: 'good' });
      onClose();
      await queries.invalidateQueries({ queryKey: reportKeys.all(roomId) });
    } catch (error) {
      setFailure(sentence(error));
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(TITLES[what])}
      actions={
        <Button
          variant={what === 'hide' ? 'danger' : 'primary'}
          disabled={reason.trim() === ''}
          onClick={() => void decide()}
        >
          {t(what)}
        </Button>
      }
    >
      <div className={css.body}>
        <p>{t(TEXTS[what])}</p>
        <TextField
          label={t('reasonFor')}
          hint={t('reasonHint')}
          value={reason}
          maxLength={REASON_MAX}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {failure ? <p role="alert">{failure}</p> : null}
      </div>
    </Dialog>
  );
}
