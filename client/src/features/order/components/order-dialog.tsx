import { useState } from 'react';
import type { RoomMemory } from '@contract/room-order.contract.js';
import { KEEP_DAYS } from '@contract/limits.js';
import type { RoomView } from '@contract/rooms.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { Select } from '../../../components/ui/select.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { orderWords } from '../order.words.js';
import css from './order.module.css';

const PACES = ['0', '5', '10', '30', '60', '300', '900', '3600', '21600'] as const;
const KEEPS = ['always', '30', '90', '365'] as const;
const HISTORIES = ['beginning', 'joined'] as const;
type Keep = (typeof KEEPS)[number];

/** The nearest pace of the list; others can be set by programs. */
const paceOf = (seconds: number) => PACES.findLast((pace) => Number(pace) <= seconds) ?? '0';
const daysOf = (keep: Keep): RoomMemory['keepDays'] => KEEP_DAYS.find((days) => String(days) === keep) ?? null;
const keepOf = (days: RoomMemory['keepDays']): Keep => KEEPS.find((keep) => keep === String(days)) ?? 'always';

interface OrderDialogProps {
  room: RoomView;
  /** Who keeps order may not always decide what the room remembers. */
  mayForget: boolean;
  onClose: () => void;
}

export function OrderDialog({ room, mayForget, onClose }: OrderDialogProps) {
  const t = useT(orderWords);
  const live = useLive();
  const { sentence } = useSentence();
  const [pace, setPace] = useState<(typeof PACES)[number]>(paceOf(room.locks.slowSeconds));
  const [announcements, setAnnouncements] = useState(room.locks.announcements);
  const [keep, setKeep] = useState<Keep>(keepOf(room.memory.keepDays));
  const [historyFrom, setHistoryFrom] = useState(room.memory.historyFrom);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async () => {
    const roomId = room.id;
    try {
      await live.ask('rooms:set-locks', { roomId, locks: { slowSeconds: Number(pace), announcements } });
      if (mayForget) await live.ask('rooms:set-memory', { roomId, memory: { keepDays: daysOf(keep), historyFrom } });
      toast({ text: t('saved'), tone: 'good' });
      onClose();
    } catch (error) {
      setFailure(sentence(error));
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings')}
      actions={
        <Button variant="primary" onClick={() => void save()}>
          {t('save')}
        </Button>
      }
    >
      <div className={css.body}>
        <Select
          label={t('pace')}
          hint={t('paceHint')}
          options={PACES.map((value) => ({ value, label: t(`paces.${value}`) }))}
          value={pace}
          onChange={setPace}
        />
        <Checkbox
          label={t('announcements')}
          hint={t('announcementsHint')}
          checked={announcements}
          onChange={(event) => setAnnouncements(event.currentTarget.checked)}
        />
        {mayForget ? (
          <>
            <Select
              label={t('keep')}
              hint={t('keepHint')}
              options={KEEPS.map((value) => ({ value, label: t(`keeps.${value}`) }))}
              value={keep}
              onChange={setKeep}
            />
            <Select
              label={t('history')}
              options={HISTORIES.map((value) => ({ value, label: t(`histories.${value}`) }))}
              value={historyFrom}
              onChange={setHistoryFrom}
            />
          </>
        ) : null}
        {failure ? <p role="alert">{failure}</p> : null}
      </div>
    </Dialog>
  );
}
