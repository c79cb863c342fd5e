import { IconBell, IconBellOff, IconBellRinging } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ThreadsList, ThreadState } from '@contract/threads.contract.js';
import type { PersonCard } from '@contract/words.js';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import { useLive } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import type { RoomLive } from '../../rooms/room/room-live.js';
import { ThreadLive } from '../../rooms/room/thread-live.js';
import { heardThread, threadsQuery } from '../api/threads.js';
import type { Place } from '../components/message-context.js';
import type { Target } from '../live/use-jump.js';
import { Chat } from '../components/chat.js';
import { threadsWords } from './threads.words.js';
import css from './threads.module.css';

interface ThreadPanelProps {
  threadId: string;
  room: RoomLive;
  window: RoomWindow;
  me: PersonCard;
  threads: ThreadsList['threads'];
  /** A reply asked for by its address. */
  target: Target | null;
  unread: ReadonlyMap<string, number>;
  onThread: (rootId: string) => void;
  onOpen: (place: Place) => void;
}

/** A thread beside the room: its root, its replies, a composer of its own, following and muting. */
export function ThreadPanel({
  threadId,
  room,
  window,
  me,
  threads,
  target,
  unread,
  onThread,
  onOpen,
}: ThreadPanelProps) {
  const t = useT(threadsWords);
  const { sentence } = useSentence();
  const queries = useQueryClient();
  const live = useLive();
  const [thread, setThread] = useState<ThreadLive | null>(null);
  useEffect(() => {
    const known = queries
      .getQueryData(threadsQuery(room.roomId).queryKey)
      ?.threads.find(({ state }) => state.threadId === threadId)?.state;
    const opened = new ThreadLive(threadId, room, live, known, (state) => heardThread(queries, state));
    opened.open();
    setThread(opened);
    return () => {
      opened.close();
      setThread(null);
    };
  }, [threadId, room, live, queries]);
  const { threadWindow } = window;
  if (!thread || threadWindow?.thread !== threadId)
    return thread ? <Loading thread={thread} sentence={sentence} /> : <Skeleton lines={5} />;
  const state = threads.find((one) => one.state.threadId === threadId)?.state;
  const listed = { ...window, ...threadWindow, read: { ...window.read, readSeq: state?.readSeq ?? window.head.seq } };
  return (
    <div className={css.thread}>
      {window.role === null ? null : <Following roomId={room.roomId} threadId={threadId} state={state} />}
      <Chat
        room={room}
        source={thread}
        window={listed}
        me={me}
        title={null}
        typing={[]}
        target={target}
        label={t('log')}
        placeholder={t('placeholder')}
        unread={unread}
        onThread={onThread}
        onOpen={onOpen}
      />
    </div>
  );
}

function Loading({ thread, sentence }: { thread: ThreadLive; sentence: (failure: unknown) => string }) {
  const { failure } = useStore(thread.screen);
  return failure ? <ErrorState title={sentence(failure)} onRetry={thread.load} /> : <Skeleton lines={5} />;
}

function Following({ roomId, threadId, state }: { roomId: string; threadId: string; state: ThreadState | undefined }) {
  const t = useT(threadsWords);
  const live = useLive();
  const queries = useQueryClient();
  const { fail } = useSentence();
  const following = state?.following ?? false;
  const muted = state?.muted ?? false;
  const set = (how: { following: boolean; muted: boolean }) =>
    void live.ask('chat:follow-thread', { roomId, threadId, ...how }).then((now) => {
      heardThread(queries, now);
      return queries.invalidateQueries(threadsQuery(roomId));
    }, fail);
  return (
    <div className={css.following}>
      <Button
        size="s"
        variant={following ? 'secondary' : 'quiet'}
        aria-pressed={following}
        icon={following ? <IconBellRinging size={16} aria-hidden /> : <IconBell size={16} aria-hidden />}
        onClick={() => set({ following: !following, muted: false })}
      >
        {t(following ? 'following' : 'follow')}
      </Button>
      {following ? (
        <IconButton
          size="s"
          label={t(muted ? 'unmute' : 'mute')}
          pressed={muted}
          icon={<IconBellOff size={18} stroke={1.6} />}
          onClick={() => set({ following, muted: !muted })}
        />
      ) : null}
    </div>
  );
}
