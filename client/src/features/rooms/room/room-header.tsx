import {
  IconCalendarEvent,
  IconFolder,
  IconDots,
  IconMessages,
  IconPhone,
  IconUserPlus,
  IconUsers,
  IconVideo,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { PersonCard } from '@contract/words.js';
import { ListToggle } from '../../../app/shell/panes.js';
import { Button } from '../../../components/ui/button.js';
import { Face } from '../../../components/ui/face.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Menu } from '../../../components/ui/menu.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { meetingsWords } from '../../meetings/meetings.words.js';
import { threadsWords } from '../../chat/threads/threads.words.js';
import { PersonButton } from '../../profiles/name-card/person-button.js';
import { RoomFace } from '../list/room-face.js';
import { isGroup } from '../room-name.js';
import { HeaderDialogs, type HeaderDialog } from './header-dialogs.js';
import { roomWords } from './room.words.js';
import { useRoomMenu } from './use-room-menu.js';
import css from './room-header.module.css';

export type SidePanelName = 'people' | 'meetings' | 'materials' | 'chat' | 'thread' | 'breakouts';

export interface RoomHeaderProps {
  window: RoomWindow;
  title: string | null;
  /** Of a direct room, whom one talks to. */
  others: readonly PersonCard[];
  present: number;
  me: OwnAccount;
  /** The side panel that is open. */
  side: SidePanelName | null;
  /** Threads with something new. */
  waiting: number;
  onSide: (name: SidePanelName) => void;
  onInvite?: () => void;
  /** Where one may go on the stage, and is not there. */
  onEnterStage?: () => void;
  /** In a direct room: where one may call. */
  onCall?: () => void;
  /** There is somebody on its stage already. */
  calling?: boolean;
}

/** What room this is, how many are here, and what one may do with it. */
export function RoomHeader(props: RoomHeaderProps) {
  const { window, title, others, present, me, side, waiting, onSide, onInvite, onEnterStage, onCall, calling } = props;
  const t = useT(roomWords);
  const meetings = useT(meetingsWords);
  const threads = useT(threadsWords);
  const language = useLanguage();
  const { room } = window;
  const pair = room.kind === 'direct' && !isGroup(room);
  const [other] = others;
  const [dialog, setDialog] = useState<HeaderDialog | null>(null);
  const items = useRoomMenu(window, me, { onInvite, onEnterStage, onSide, open: setDialog });
  const close = () => setDialog(null);
  return (
    <header className={css.header}>
      <ListToggle />
      {pair && other ? (
        <PersonButton person={other} aria-label={other.name}>
          <Face person={other} size={32} />
        </PersonButton>
      ) : (
        <span className={css.wide}>
          <RoomFace kind={room.kind} others={others} size={32} />
        </span>
      )}
      <div className={css.words}>
        <h1 className={css.title} lang={room.language === language ? undefined : room.language}>
          {title}
        </h1>
        {pair ? null : (
          <p className={css.count}>{room.state === 'archived' ? t('archivedState') : t('here', { count: present })}</p>
        )}
      </div>
      {onEnterStage ? (
        <span className={css.wide}>
          <Button
            variant="primary"
            size="s"
            icon={<IconVideo size={18} stroke={1.6} aria-hidden />}
            onClick={onEnterStage}
          >
            {t('enterStage')}
          </Button>
        </span>
      ) : null}
      {onCall ? (
        <IconButton
          label={t(calling ? 'joinCall' : 'call')}
          icon={<IconPhone size={20} stroke={1.6} />}
          onClick={onCall}
        />
      ) : null}
      {onInvite ? (
        <span className={css.wide}>
          <IconButton
            label={t(room.kind === 'direct' ? 'addSomebody' : 'invite')}
            icon={<IconUserPlus size={20} stroke={1.6} />}
            onClick={onInvite}
          />
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
      {pair ? null : (
        <>
          {room.kind === 'direct' || window.breakouts.within ? null : (
            <span className={css.wide}>
              <IconButton
                label={meetings('title')}
                pressed={side === 'meetings'}
                icon={<IconCalendarEvent size={20} stroke={1.6} />}
                onClick={() => onSide('meetings')}
              />
            </span>
          )}
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
