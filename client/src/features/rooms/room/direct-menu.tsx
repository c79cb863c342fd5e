import { IconDoorExit, IconPackageExport, IconUserPlus } from '@tabler/icons-react';
import type { RoomView } from '@contract/rooms.contract.js';
import type { MenuItem } from '../../../components/ui/menu.js';
import type { Translate } from '../../../lib/i18n/use-t.js';
import { isGroup } from '../room-name.js';
import type { HeaderDialog } from './header-dialogs.js';
import type { words as spanish } from './room.es.js';

interface DirectMenuProps {
  room: RoomView;
  t: Translate<typeof spanish>;
  notices: MenuItem;
  onInvite: (() => void) | undefined;
  open: (dialog: HeaderDialog) => void;
}

/** What one may do with a direct room: nobody is host there. */
export function directMenu({ room, t, notices, onInvite, open }: DirectMenuProps): (MenuItem | null)[] {
  const icon = { size: 18, stroke: 1.6 };
  const items: (MenuItem | null)[] = [notices];
  if (onInvite)
    items.unshift({ id: 'add', label: t('addSomebody'), icon: <IconUserPlus {...icon} />, onSelect: onInvite });
  items.push({ id: 'copy', label: t('copy'), icon: <IconPackageExport {...icon} />, onSelect: () => open('copy') });
  if (isGroup(room))
    items.push(null, {
      id: 'leave',
      label: t('leaveGroup'),
      danger: true,
      icon: <IconDoorExit {...icon} />,
      onSelect: () => open('leave'),
    });
  return items;
}
