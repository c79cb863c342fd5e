import { lazy, Suspense } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import { whenOnline } from '../../../lib/when-online.js';

// What few ask for comes when it is asked for.
const ReactorsDialog = lazy(async () => ({
  default: (await whenOnline(() => import('../threads/reactors-dialog.js'))).ReactorsDialog,
}));
const VersionsDialog = lazy(async () => ({
  default: (await whenOnline(() => import('./versions-dialog.js'))).VersionsDialog,
}));

/** Of which message something more is looked at. */
export interface Looking {
  at: 'versions' | 'reactors';
  message: MessageView;
}

export function ChatDialogs({
  roomId,
  looking,
  onClose,
}: {
  roomId: string;
  looking: Looking | null;
  onClose: () => void;
}) {
  if (!looking) return null;
  const { at, message } = looking;
  return (
    <Suspense>
      {at === 'versions' ? (
        <VersionsDialog roomId={roomId} message={message} onClose={onClose} />
      ) : (
        <ReactorsDialog roomId={roomId} messageId={message.id} onClose={onClose} />
      )}
    </Suspense>
  );
}
