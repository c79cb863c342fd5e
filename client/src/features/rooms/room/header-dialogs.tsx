import { lazy, Suspense } from 'react';
import type { RoomView } from '@contract/rooms.contract.js';
import { whenOnline } from '../../../lib/when-online.js';

// Seldom opened, and only by few: they come when they are.
const EditRoomDialog = lazy(async () => ({
  default: (await whenOnline(() => import('./edit-room-dialog.js'))).EditRoomDialog,
}));
const ArchiveDialog = lazy(async () => ({
  default: (await whenOnline(() => import('./room-dialogs.js'))).ArchiveDialog,
}));
const LeaveDialog = lazy(async () => ({ default: (await whenOnline(() => import('./room-dialogs.js'))).LeaveDialog }));
const OrderDialog = lazy(async () => ({
  default: (await whenOnline(() => import('../../order/components/order-dialog.js'))).OrderDialog,
}));

const CopyDialog = lazy(async () => ({ default: (await whenOnline(() => import('./copy-dialog.js'))).CopyDialog }));

export type HeaderDialog = 'edit' | 'order' | 'archive' | 'leave' | 'copy';

/** What the menu of a room opens. */
export function HeaderDialogs({
  dialog,
  room,
  mayForget,
  onClose,
}: {
  dialog: HeaderDialog | null;
  room: RoomView;
  mayForget: boolean;
  onClose: () => void;
}) {
  return (
    <Suspense>
      {dialog === 'order' ? <OrderDialog room={room} mayForget={mayForget} onClose={onClose} /> : null}
      {dialog === 'edit' ? <EditRoomDialog room={room} onClose={onClose} /> : null}
      {dialog === 'copy' ? <CopyDialog room={room} onClose={onClose} /> : null}
      {dialog === 'archive' ? <ArchiveDialog roomId={room.id} onClose={onClose} /> : null}
      {dialog === 'leave' ? <LeaveDialog room={room} onClose={onClose} /> : null}
    </Suspense>
  );
}
