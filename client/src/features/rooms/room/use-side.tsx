import { lazy, Suspense } from 'react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import type { ThreadsList } from '@contract/threads.contract.js';
import type { PersonCard } from '@contract/words.js';
import type { SidePanel } from '../../../app/shell/panes.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { threadsWords } from '../../chat/threads/threads.words.js';
import type { Places } from '../../chat/threads/use-places.js';
import type { meetingRules } from '../../meetings/live/meeting-rules.js';
import { meetingsWords } from '../../meetings/meetings.words.js';
import type { SidePanelName } from './room-header.js';
import type { RoomLive } from './room-live.js';
import { roomWords } from './room.words.js';
import { whenOnline } from '../../../lib/when-online.js';

// What one opens beside the chat comes when it is opened.
const MeetingsPanel = lazy(async () => ({
  default: (await whenOnline(() => import('../../meetings/components/meetings-panel.js'))).MeetingsPanel,
}));
const BreakoutsPanel = lazy(async () => ({
  default: (await whenOnline(() => import('../../breakouts/components/breakouts-panel.js'))).BreakoutsPanel,
}));
const MaterialsPanel = lazy(async () => ({
  default: (await whenOnline(() => import('../../materials/components/materials-panel.js'))).MaterialsPanel,
}));
const PeoplePanel = lazy(async () => ({ default: (await whenOnline(() => import('./people-panel.js'))).PeoplePanel }));
const ChatPanel = lazy(async () => ({
  default: (await whenOnline(() => import('../../chat/threads/chat-panel.js'))).ChatPanel,
}));

const ThreadPanel = lazy(async () => ({
  default: (await whenOnline(() => import('../../chat/threads/thread-panel.js'))).ThreadPanel,
}));

interface SideProps {
  side: SidePanelName | null;
  room: RoomLive;
  window: RoomWindow;
  me: OwnAccount;
  self: PersonCard;
  rules: ReturnType<typeof meetingRules>;
  present: ReadonlySet<string>;
  places: Places;
  threads: ThreadsList['threads'];
  unread: ReadonlyMap<string, number>;
}

/** The one panel beside the room, by its name. */
export function useSide(): (props: SideProps, onClose: () => void) => SidePanel | null {
  const t = useT(roomWords);
  const meetings = useT(meetingsWords);
  const chat = useT(threadsWords);
  return (props, onClose) => {
    const { side, room, window, me, self, rules, present, places, threads, unread } = props;
    const waiting = (panel: React.ReactNode) => <Suspense fallback={<Skeleton lines={5} />}>{panel}</Suspense>;
    if (side === 'meetings')
      return { title: meetings('title'), content: waiting(<MeetingsPanel window={window} rules={rules} />), onClose };
    if (side === 'breakouts')
      return { title: t('breakouts'), content: waiting(<BreakoutsPanel window={window} present={present} />), onClose };
    if (side === 'materials')
      return { title: t('materials'), content: waiting(<MaterialsPanel window={window} me={me} />), onClose };
    if (side === 'chat') {
      const panel = <ChatPanel window={window} threads={threads} onThread={places.openThread} onOpen={places.open} />;
      return { title: chat('panel.title'), content: waiting(panel), onClose };
    }
    if (side === 'thread' && places.thread) {
      const { id, target } = places.thread;
      const content = (
        <ThreadPanel
          key={id}
          threadId={id}
          {...{ room, window, threads, unread, target }}
          me={self}
          onThread={places.openThread}
          onOpen={places.open}
        />
      );
      return { title: chat('thread'), content: waiting(content), onClose };
    }
    if (side !== 'people') return null;
    const { members, room: view } = window;
    const content = (
      <Suspense fallback={<Skeleton lines={5} />}>
        <PeoplePanel
          members={members}
          memberCount={view.memberCount}
          present={present}
          roomId={room.roomId}
          me={self.id}
        />
      </Suspense>
    );
    return { title: t('people'), content, onClose };
  };
}
