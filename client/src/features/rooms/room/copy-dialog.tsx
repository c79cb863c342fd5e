import { useState } from 'react';
import type { RoomView } from '@contract/rooms.contract.js';
import { Button, ButtonAnchor } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { askForRoomCopy } from '../api/room-copy.js';
import css from './copy-dialog.module.css';
import { roomWords } from './room.words.js';

/** What a copy of the room has in it, and its address. */
export function CopyDialog({ room, onClose }: { room: RoomView; onClose: () => void }) {
  const t = useT(roomWords);
  const common = useT(commonWords);
  const [path, setPath] = useState<string | null>(null);
  const { busy, failure, run } = useErrand();
  const ask = () => run(async () => setPath((await askForRoomCopy(room.id)).path));

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('copyTitle')}
      actions={
        path === null ? (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button variant="primary" busy={busy} onClick={() => void ask()}>
              {t('copyAsk')}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{common('close')}</Button>
            <ButtonAnchor href={path} variant="primary" download>
              {t('copyDownload')}
            </ButtonAnchor>
          </>
        )
      }
    >
      <p>{t('copyText')}</p>
      <ul className={css.list}>
        <li>{t('copyPage')}</li>
        <li>{t(room.kind === 'direct' ? 'copyDataDirect' : 'copyData')}</li>
        <li>{t('copyFiles')}</li>
      </ul>
      <p>{t('copyWithout')}</p>
      <p role="status">{path === null ? null : t('copyReady')}</p>
      <FailureNote failure={failure} />
    </Dialog>
  );
}
