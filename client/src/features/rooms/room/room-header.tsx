import {
  IconAdjustments,
  IconArchive,
  IconArchiveOff,
  IconCalendarEvent,
  IconFolder,
  IconDots,
  IconDoorExit,
  IconEdit,
  IconFileOff,
  IconFlag,
  IconLock,
  IconLockOpen,
  IconMessages,
  IconMoodOff,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomView } from '@contract/rooms.contract.js';
import type { PersonCard } from '@contract/words.js';
import { ListToggle } from '../../../app/shell/panes.js';
import { Face } from '../../../components/ui/face.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { KindGlyph } from '../../../components/ui/kind-glyph.js';
import { Menu, type MenuItem } from '../../../components/ui/menu.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { meetingsWords } from '../../meetings/meetings.words.js';
import { useRoomNotices } from '../../notifications/live/use-room-notices.js';
import { threadsWords } from '../../chat/threads/threads.words.js';
import { orderWords } from '../../order/order.words.js';
import { PersonButton } from '../../profiles/name-card/person-button.js';
import { HeaderDialogs, type HeaderDialog } from './header-dialogs.js';
import { roomWords } from './room.words.js';
import css from './room-header.module.css';

export type SidePanelName = 'people' | 'meetings' | 'materials' | 'chat' | 'thread';

interface RoomHeaderProps {
  window: RoomWindow;
  title: string | null;
  other: PersonCard | null;
  present: number;
  me: OwnAccount;
  /** The side panel that is open. */
  side: SidePanelName | null;
  /** Threads with something new. */
  waiting: number;
  onSide: (name: SidePanelName) => void;
  onInvite?: () => void;
}

/** What room this is, how many are here, and what one may do with it. */
export function RoomHeader({ window, title, other, present, me, side, waiting, onSide, onInvite }: RoomHeaderProps) {
  const t = useT(roomWords);
  const meetings = useT(meetingsWords);
  const threads = useT(threadsWords);
  const language = useLanguage();
  const { room } = window;
  const [dialog, setDialog] = useState<HeaderDialog | null>(null);
  const items = useMenu(window, me, { onInvite, onSide, open: setDialog });
  const close = () => setDialog(null);
  return (
    <header className={css.header}>
      <ListToggle />
      {other ? (
        <PersonButton person={other} aria-label={other.name}>
          <Face person={other} size={32} />
        </PersonButton>
      ) : (
        <span className={css.wide}>
          <KindGlyph kind={room.kind} size={32} />
        </span>
      )}
      <div className={css.words}>
        <h1 className={css.title} lang={room.language === language ? undefined : room.language}>
          {title}
        </h1>
        {room.kind === 'direct' ? null : (
          <p className={css.count}>{room.state === 'archived' ? t('archivedState') : t('here', { count: present })}</p>
        )}
      </div>
      {onInvite ? (
        <span className={css.wide}>
          <IconButton label={t('invite')} icon={<IconUserPlus size={20} stroke={1.6} />} onClick={onInvite} />
        </span>
      ) : null}
      <span className={css.counted}>
        <IconButton
          label={waiting > 0 ? threads('panel.waiting', { count: waiting }) : threads('panel.title')}
          pressed={side === 'chat' || side === 'thread'}
          icon={<IconMessages size={20} stroke={1.6} />}
          onClick={() => onSide('chat')}
        />
        {waiting > 0 ? (
          <span className={css.dot} aria-hidden>
            {waiting > 9 ? '9+' : waiting}
          </span>
        ) : null}
      </span>
      {/* On a narrow screen the menu has what finds no place here. */}
      <span className={room.kind === 'direct' ? undefined : css.wide}>
        <IconButton
          label={t('materials')}
          pressed={side === 'materials'}
          icon={<IconFolder size={20} stroke={1.6} />}
          onClick={() => onSide('materials')}
        />
      </span>
      {room.kind === 'direct' ? null : (
        <>
          <span className={css.wide}>
            <IconButton
              label={meetings('title')}
              pressed={side === 'meetings'}
              icon={<IconCalendarEvent size={20} stroke={1.6} />}
              onClick={() => onSide('meetings')}
            />
          </span>
          <IconButton
            label={t('people')}
            pressed={side === 'people'}
            icon={<IconUsers size={20} stroke={1.6} />}
            onClick={() => onSide('people')}
          />
        </>
      )}
      {items.length > 0 ? (
        <Menu trigger={<IconButton label={t('menu')} icon={<IconDots size={20} stroke={1.6} />} />} items={items} />
      ) : null}
      <HeaderDialogs
        dialog={dialog}
        room={room}
        mayForget={window.role === 'host' || me.role === 'admin'}
        onClose={close}
      />
    </header>
  );
}

function useMenu(
  { room, role }: RoomWindow,
  me: OwnAccount,
  {
    onInvite,
    onSide,
    open,
  }: Pick<RoomHeaderProps, 'onInvite' | 'onSide'> & {
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
  if (room.kind === 'direct') return [notices.item];
  const admin = me.role === 'admin';
  const leads = role === 'host' || role === 'co-host';
  const staff = admin || me.role === 'staff';
  const isOpen = room.state === 'open';
  const icon = { size: 18, stroke: 1.6 };
  const setLocks = (locks: Partial<RoomView['locks']>) =>
    void live.ask('rooms:set-locks', { roomId: room.id, locks }).catch(fail);
  const items: (MenuItem | null)[] = [
    {
      id: 'meetings',
      label: meetings('title'),
      icon: <IconCalendarEvent {...icon} />,
      onSelect: () => onSide('meetings'),
    },
    { id: 'materials', label: t('materials'), icon: <IconFolder {...icon} />, onSelect: () => onSide('materials') },
  ];
  if (onInvite) items.push({ id: 'invite', label: t('invite'), icon: <IconUserPlus {...icon} />, onSelect: onInvite });
  if (isOpen && (leads || admin))
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
  if (isOpen && (leads || staff))
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
  const last: MenuItem[] = role === null ? [] : [notices.item];
  if (role === 'host' || admin)
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
  if (role !== null)
    last.push({
      id: 'leave',
      label: t('leave'),
      danger: true,
      icon: <IconDoorExit {...icon} />,
      onSelect: () => open('leave'),
    });
  return last.length > 0 ? [...items, null, ...last] : items;
}
