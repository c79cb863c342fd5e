import { useState } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import type { ReportReason } from '@contract/reports.contract.js';
import { REPORT_WORDS_MAX } from '@contract/limits.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Select } from '../../../components/ui/select.js';
import { TextArea } from '../../../components/ui/text-area.js';
import { toast } from '../../../components/ui/toasts.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { newId } from '../../../lib/session/device.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { orderWords } from '../order.words.js';
import css from './order.module.css';

const REASONS: readonly ReportReason[] = ['harassment', 'hate', 'spam', 'sexual', 'danger', 'other'];

interface ReportDialogProps {
  roomId: string;
  message: Pick<MessageView, 'id'>;
  onClose: () => void;
}

/** Tells the room's staff of a message. */
export function ReportDialog({ roomId, message, onClose }: ReportDialogProps) {
  const t = useT(orderWords);
  const live = useLive();
  const { sentence } = useSentence();
  const [reason, setReason] = useState<ReportReason>('harassment');
  const [words, setWords] = useState('');
  const [clientId] = useState(newId);
  const { busy, failure, run } = useErrand();
  const send = () =>
    run(async () => {
      await live.ask('chat:report', { roomId, clientId, messageId: message.id, reason, words: words.trim() });
      toast({ text: t('reported'), tone: 'good' });
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('reportTitle')}
      actions={
        <Button variant="primary" busy={busy} onClick={() => void send()}>
          {t('report')}
        </Button>
      }
    >
      <div className={css.body}>
        <p>{t('reportText')}</p>
        <Select
          label={t('reason')}
          options={REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          value={reason}
          onChange={setReason}
        />
        <TextArea
          label={t('words')}
          optional
          value={words}
          maxLength={REPORT_WORDS_MAX}
          rows={3}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {failure ? <p role="alert">{sentence(failure)}</p> : null}
      </div>
    </Dialog>
  );
}
