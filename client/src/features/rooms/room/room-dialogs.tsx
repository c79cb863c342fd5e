import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RoomView } from '@contract/rooms.contract.js';
import { Button, ButtonLink } from '../../../components/ui/button.js';
import { Dialog } from '../../../components/ui/dialog.js';
import { toast } from '../../../components/ui/toasts.js';
import { isCode } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import { isGroup } from '../room-name.js';
import { roomWords } from './room.words.js';

interface RoomDialogProps {
  roomId: string;
  onClose: () => void;
}

export function ArchiveDialog({ roomId, onClose }: RoomDialogProps) {
  const t = useT(roomWords);
  const common = useT(commonWords);
  const live = useLive();
  const { fail } = useSentence();
  const archive = () => {
    live.ask('rooms:archive', { roomId }).then(() => toast({ text: t('archived') }), fail);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('archiveTitle')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button variant="primary" onClick={archive}>
            {t('archive')}
          </Button>
        </>
      }
    >
      <p>{t('archiveText')}</p>
    </Dialog>
  );
}

/** The last host is told why they cannot go, and where to name another. */
export function LeaveDialog({ room, onClose }: { room: RoomView; onClose: () => void }) {
  const t = useT(roomWords);
  const common = useT(commonWords);
  const live = useLive();
  const navigate = useNavigate();
  const { fail } = useSentence();
  const [lastHost, setLastHost] = useState(false);
  const group = isGroup(room);
  const roomId = room.id;
  const leave = async () => {
    try {
      await live.ask('rooms:leave', { roomId });
      onClose();
      await navigate({ to: group ? '/messages' : '/rooms' });
    } catch (failure) {
      if (isCode(failure, 'rooms/last-host')) setLastHost(true);
      else fail(failure);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(group ? 'leaveGroupTitle' : 'leaveTitle')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {common('cancel')}
          </Button>
          {lastHost ? (
            <ButtonLink to="/rooms/$roomId/people" params={{ roomId }} variant="primary">
              {t('toPeople')}
            </ButtonLink>
          ) : (
            <Button variant="danger" onClick={() => void leave()}>
              {t(group ? 'leaveGroup' : 'leave')}
            </Button>
          )}
        </>
      }
    >
      <p role={lastHost ? 'alert' : undefined}>{t(lastHost ? 'lastHost' : group ? 'leaveGroupText' : 'leaveText')}</p>
    </Dialog>
  );
}
