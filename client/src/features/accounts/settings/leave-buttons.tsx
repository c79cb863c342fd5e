import { useState } from 'react';
import { Button } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { session } from '../../../lib/session/session.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { settingsWords } from '../settings.words.js';
import css from './section.module.css';

type Asking = { what: 'unsent'; everywhere: boolean; count: number } | { what: 'everywhere' } | null;

/** Signing out takes what is not sent yet from the device, so it asks first where there is something. */
export function LeaveButtons() {
  const t = useT(settingsWords);
  const common = useT(commonWords);
  const live = useLive();
  const { fail } = useSentence();
  const [asking, setAsking] = useState<Asking>(null);
  const { busy, run } = useErrand((failure) => {
    fail(failure);
    setAsking(null);
  });
  const leave = (everywhere: boolean) => run(() => session.leave(everywhere));

  async function ask(everywhere: boolean): Promise<void> {
    const count = await live.outbox.unsent();
    if (count > 0) setAsking({ what: 'unsent', everywhere, count });
    else if (everywhere) setAsking({ what: 'everywhere' });
    else await leave(false);
  }

  const unsent = asking?.what === 'unsent' ? asking : null;
  return (
    <div className={css.row}>
      <Button busy={busy} onClick={() => void ask(false)}>
        {t('devices.leave')}
      </Button>
      <Button variant="quiet" onClick={() => void ask(true)}>
        {t('devices.everywhere')}
      </Button>
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t(unsent ? 'devices.unsentTitle' : 'devices.confirmTitle')}
        actions={
          <>
            <Button onClick={() => setAsking(null)}>{common('cancel')}</Button>
            <Button variant="danger" busy={busy} onClick={() => void leave(unsent?.everywhere ?? true)}>
              {t(unsent ? 'devices.leaveAnyway' : 'devices.everywhere')}
            </Button>
          </>
        }
      >
        <p>{unsent ? t('devices.unsent', { count: unsent.count }) : t('devices.confirmText')}</p>
      </Dialog>
    </div>
  );
}
