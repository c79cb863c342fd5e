import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { MUTE_MINUTES, REASON_MAX } from '@contract/limits.js';
import type { PersonCard } from '@contract/words.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Select } from '../../../components/ui/select.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { newId } from '../../../lib/session/device.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { reportKeys } from '../api/reports.js';
import { orderWords } from '../order.words.js';
import css from './order.module.css';

const SPANS = ['10', '60', '1440', '10080', 'lifted'] as const;
type Span = (typeof SPANS)[number];
const minutesOf = (span: Span) => MUTE_MINUTES.find((minutes) => String(minutes) === span) ?? null;

interface MuteDialogProps {
  roomId: string;
  person: PersonCard;
  /** The message that was reported: whoever reported it hears that its author was muted. */
  reported?: string | undefined;
  onClose: () => void;
}

export function MuteDialog({ roomId, person, reported, onClose }: MuteDialogProps) {
  const t = useT(orderWords);
  const live = useLive();
  const queries = useQueryClient();
  const { sentence } = useSentence();
  const [span, setSpan] = useState<Span>('60');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [clientId] = useState(newId);
  const mute = async () => {
    const why = reason.trim();
    try {
      await live.ask('rooms:mute', { roomId, personId: person.id, minutes: minutesOf(span), reason: why });
      if (reported)
        await live.ask('chat:settle-reports', { roomId, clientId, messageId: reported, outcome: 'muted', reason: why });
      toast({ text: t('done.muted'), tone: 'good' });
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
      title={t('muteTitle', { name: person.name })}
      actions={
        <Button variant="danger" disabled={reason.trim() === ''} onClick={() => void mute()}>
          {t('mute')}
        </Button>
      }
    >
      <div className={css.body}>
        <p>{t('muteText')}</p>
        <Select
          label={t('muteFor')}
          options={SPANS.map((value) => ({ value, label: t(`minutes.${value}`) }))}
          value={span}
          onChange={setSpan}
        />
        <TextField
          label={t('reasonFor')}
          value={reason}
          maxLength={REASON_MAX}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {failure ? <p role="alert">{failure}</p> : null}
      </div>
    </Dialog>
  );
}
