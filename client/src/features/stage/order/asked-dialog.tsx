import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { AskedSignal } from '@contract/stage.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useSignals } from '../../../lib/streams/hooks.js';
import type { StageMedia } from '../media/stage-media.js';
import { stageWords } from '../stage.words.js';
import css from './order.module.css';

/** Somebody asks to be let hear or see. Nothing turns on but by one's own press. */
export function AskedDialog({ media, roomId, me }: { media: StageMedia; roomId: string; me: OwnAccount }) {
  const t = useT(stageWords);
  const asked = useSignals(`account:${me.id}`)[`stage-asked:${roomId}`] as AskedSignal | undefined;
  const [answered, setAnswered] = useState<string | null>(null);
  if (!asked || asked.at === answered) return null;
  const camera = asked.source === 'camera';
  const close = () => setAnswered(asked.at);
  const turnOn = () => {
    close();
    void (camera ? media.outgoing.setCamera(true) : media.outgoing.setMicrophone(true));
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t(camera ? 'order.askedCamera' : 'order.askedMicrophone', { name: asked.by.name })}
      actions={
        <>
          <Button onClick={close}>{t('order.notNow')}</Button>
          <Button variant="primary" onClick={turnOn}>
            {t(camera ? 'order.turnOn' : 'order.unmute')}
          </Button>
        </>
      }
    >
      <p className={css.text}>{t('order.askedText')}</p>
    </Dialog>
  );
}
