import {
  IconAdjustments,
  IconArchive,
  IconArchiveOff,
  IconCalendarEvent,
  IconFolder,
  IconDoorExit,
  IconEdit,
  IconFileOff,
  IconFlag,
  IconLock,
  IconLockOpen,
  IconMoodOff,
  IconPackageExport,
  IconUsersGroup,
  IconUserPlus,
  IconVideo,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomView } from '@contract/rooms.contract.js';
import type { MenuItem } from '../../../components/ui/menu.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { meetingsWords } from '../../meetings/meetings.words.js';
import { useRoomNotices } from '../../notifications/live/use-room-notices.js';
import { orderWords } from '../../order/order.words.js';
import { directMenu } from './direct-menu.js';
import type { HeaderDialog } from './header-dialogs.js';
import type { RoomHeaderProps } from './room-header.js';
import { roomWords } from './room.words.js';

/** What one may do with the room, for its menu. The hub decides; this only hides what it would refuse. */
export function useRoomMenu(
  { room, role, breakouts }: RoomWindow,
  me: OwnAccount,
  {
    onInvite,
    onEnterStage,
    onSide,
    open,
  }: Pick<RoomHeaderProps, 'onInvite' | 'onEnterStage' | 'onSide'> & {
    open: (dialog: HeaderDialog) => void;
  },
): (MenuItem | null)[] {
  const t = useT(roomWords);
  const meetings = useT(meetingsWords);
  const order = useT(orderWords);
  const navigate = useNavigate();
  const live = useLive();
  const { fail } = useSentence();
  const notices = useRoomNotices(room.id);
  if (room.kind === 'direct') return directMenu({ room, t, notices: notices.item, onInvite, open });
  const admin = me.role === 'admin';
  const leads = role === 'host' || role === 'co-host';
  const staff = admin || me.role === 'staff';
  const isOpen = room.state === 'open';
  /** What belongs to the main room is done there. */
  const apart = breakouts.within !== null;
  const icon = { size: 18, stroke: 1.6 };
  const setLocks = (locks: Partial<RoomView['locks']>) =>
    void live.ask('rooms:set-locks', { roomId: room.id, locks }).catch(fail);
  const items: (MenuItem | null)[] = [
    { id: 'materials', label: t('materials'), icon: <IconFolder {...icon} />, onSelect: () => onSide('materials') },
  ];
  if (!apart)
    items.unshift({
      id: 'meetings',
      label: meetings('title'),
      icon: <IconCalendarEvent {...icon} />,
      onSelect: () => onSide('meetings'),
    });
  if (isOpen && !apart && (leads || admin))
    items.push({
      id: 'breakouts',
      label: t('breakouts'),
      icon: <IconUsersGroup {...icon} />,
      onSelect: () => onSide('breakouts'),
    });
  if (onEnterStage)
    items.unshift({ id: 'stage', label: t('enterStage'), icon: <IconVideo {...icon} />, onSelect: onEnterStage });
  if (onInvite) items.push({ id: 'invite', label: t('invite'), icon: <IconUserPlus {...icon} />, onSelect: onInvite });
  if (isOpen && !apart && (leads || admin))
    items.push({ id: 'edit', label: t('edit'), icon: <IconEdit {...icon} />, onSelect: () => open('edit') });
  if (isOpen && (leads || staff))
    items.push(
      {
        id: 'chat',
        label: t(room.locks.chat ? 'unlockChat' : 'lockChat'),
        icon: room.locks.chat ? <IconLockOpen {...icon} /> : <IconLock {...icon} />,
        onSelect: () => setLocks({ chat: !room.locks.chat }),
      },
      {
        id: 'reactions',
        label: t(room.locks.reactions ? 'unlockReactions' : 'lockReactions'),
        icon: <IconMoodOff {...icon} />,
        onSelect: () => setLocks({ reactions: !room.locks.reactions }),
      },
      {
        id: 'files',
        label: t(room.locks.files ? 'unlockFiles' : 'lockFiles'),
        icon: <IconFileOff {...icon} />,
        onSelect: () => setLocks({ files: !room.locks.files }),
      },
    );
  if (isOpen && !apart && (leads || staff))
    items.push({
      id: 'order',
      label: order('settings'),
      icon: <IconAdjustments {...icon} />,
      onSelect: () => open('order'),
    });
  if (leads || staff)
    items.push({
      id: 'reports',
      label: order('reports'),
      icon: <IconFlag {...icon} />,
      onSelect: () => void navigate({ to: '/rooms/$roomId/reports', params: { roomId: room.id } }),
    });
  if (leads || staff)
    items.push({ id: 'copy', label: t('copy'), icon: <IconPackageExport {...icon} />, onSelect: () => open('copy') });
  const last: MenuItem[] = role === null ? [] : [notices.item];
  if (!apart && (role === 'host' || admin))
    last.push(
      isOpen
        ? { id: 'archive', label: t('archive'), icon: <IconArchive {...icon} />, onSelect: () => open('archive') }
        : {
            id: 'reopen',
            label: t('reopen'),
            icon: <IconArchiveOff {...icon} />,
            onSelect: () =>
              void live.ask('rooms:reopen', { roomId: room.id }).then(() => toast({ text: t('reopened') }), fail),
          },
    );
  if (role !== null && !apart)
    last.push({
      id: 'leave',
      label: t('leave'),
      danger: true,
      icon: <IconDoorExit {...icon} />,
      onSelect: () => open('leave'),
    });
  return last.length > 0 ? [...items, null, ...last] : items;
}
