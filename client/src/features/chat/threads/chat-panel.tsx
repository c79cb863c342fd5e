import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ThreadsList } from '@contract/threads.contract.js';
import { CountBadge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { SegmentedControl } from '../../../components/ui/segmented-control.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { pinsQuery, questionsQuery, threadsQuery, waitingIn, waits } from '../api/threads.js';
import type { Place } from '../components/message-context.js';
import { MessageRow } from './message-row.js';
import { threadsWords } from './threads.words.js';
import css from './threads.module.css';

interface ChatPanelProps {
  window: RoomWindow;
  threads: ThreadsList['threads'];
  onThread: (threadId: string) => void;
  onOpen: (place: Place) => void;
}
type Tab = 'threads' | 'questions' | 'pins';

/** What is worth finding again in the chat of a room: one's threads, questions, and what is pinned. */
export function ChatPanel({ window, threads, onThread, onOpen }: ChatPanelProps) {
  const t = useT(threadsWords);
  const [tab, setTab] = useState<Tab>('threads');
  useFreshLists(window);
  return (
    <div className={css.panel}>
      <SegmentedControl
        label={t('panel.which')}
        value={tab}
        onChange={setTab}
        options={(['threads', 'questions', 'pins'] as const).map((value) => ({ value, label: t(`panel.${value}`) }))}
      />
      {tab === 'threads' ? <Threads roomId={window.room.id} threads={threads} onThread={onThread} /> : null}
      {tab === 'questions' ? <Questions roomId={window.room.id} onOpen={onOpen} /> : null}
      {tab === 'pins' ? <Pins roomId={window.room.id} onOpen={onOpen} /> : null}
    </div>
  );
}

const LISTED = /^chat\.(message-(edited|deleted|restored)|question-answered|pin-changed|message-hidden|message-shown)$/;

/** The lists are asked again when something in the room changes what they show. */
function useFreshLists({ room, recent }: RoomWindow): void {
  const queries = useQueryClient();
  const seen = useRef(recent.at(-1)?.seq ?? 0);
  useEffect(() => {
    const news = recent.filter(({ seq }) => seq > seen.current);
    seen.current = recent.at(-1)?.seq ?? seen.current;
    const asks = news.some((event) => event.type === 'chat.message-posted' && event.payload.message.asks);
    if (!asks && !news.some(({ type }) => LISTED.test(type))) return;
    void queries.invalidateQueries({ queryKey: ['rooms', room.id, 'questions'] });
    void queries.invalidateQueries(pinsQuery(room.id));
  }, [recent, room.id, queries]);
}

function Threads({ roomId, threads, onThread }: { roomId: string } & Pick<ChatPanelProps, 'threads' | 'onThread'>) {
  const t = useT(threadsWords);
  const { isPending, error } = useQuery(threadsQuery(roomId));
  if (error) return <FailureNote failure={error} />;
  if (isPending) return <Skeleton lines={5} />;
  if (threads.length === 0) return <EmptyState title={t('panel.noThreads')} text={t('panel.noThreadsText')} />;
  const sorted = threads.toSorted((a, b) => Number(waits(b.state)) - Number(waits(a.state)));
  return (
    <ul className={css.list} aria-label={t('panel.threads')}>
      {sorted.map(({ root, state }) => (
        <li key={root.id}>
          <MessageRow message={root} onPress={() => onThread(root.id)}>
            <span className={css.note}>
              {t('replies', { count: root.replies?.count ?? 0 })}
              {root.replies ? <Time at={root.replies.lastAt} /> : null}
              {state.muted ? <span>{t('muted')}</span> : null}
              {waits(state) ? (
                <CountBadge count={waitingIn(state)} label={t('unread', { count: waitingIn(state) })} />
              ) : null}
            </span>
          </MessageRow>
        </li>
      ))}
    </ul>
  );
}

function Questions({ roomId, onOpen }: { roomId: string } & Pick<ChatPanelProps, 'onOpen'>) {
  const t = useT(threadsWords);
  const [state, setState] = useState<'open' | 'answered'>('open');
  const pages = useInfiniteQuery(questionsQuery(roomId, state));
  const questions = pages.data?.pages.flatMap((page) => page.questions);
  const none =
    state === 'open' ? (['noQuestions', 'noQuestionsText'] as const) : (['noAnswered', 'noAnsweredText'] as const);
  return (
    <>
      <SegmentedControl
        label={t('panel.state')}
        value={state}
        onChange={setState}
        options={(['open', 'answered'] as const).map((value) => ({ value, label: t(`panel.${value}`) }))}
      />
      {pages.error ? <FailureNote failure={pages.error} /> : null}
      {pages.isPending ? <Skeleton lines={5} /> : null}
      {questions?.length === 0 ? <EmptyState title={t(`panel.${none[0]}`)} text={t(`panel.${none[1]}`)} /> : null}
      <ul className={css.list} aria-label={t('panel.questions')}>
        {questions?.map(({ question, answer }) => (
          <li key={question.id}>
            <MessageRow message={question} onPress={() => onOpen(answer ?? question)}>
              {answer?.text ? (
                <span className={css.answer}>
                  {answer.author.name}: {answer.text}
                </span>
              ) : null}
            </MessageRow>
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button variant="secondary" wide onClick={() => void pages.fetchNextPage()}>
          {t('panel.older')}
        </Button>
      ) : null}
    </>
  );
}

function Pins({ roomId, onOpen }: { roomId: string } & Pick<ChatPanelProps, 'onOpen'>) {
  const t = useT(threadsWords);
  const { data, error, isPending } = useQuery(pinsQuery(roomId));
  if (error) return <FailureNote failure={error} />;
  if (isPending) return <Skeleton lines={5} />;
  if (data.pins.length === 0) return <EmptyState title={t('panel.noPins')} text={t('panel.noPinsText')} />;
  return (
    <ul className={css.list} aria-label={t('panel.pins')}>
      {data.pins.map((message) => (
        <li key={message.id}>
          <MessageRow message={message} onPress={() => onOpen(message)}>
            {message.pin === 'decision' ? <span className={css.note}>{t('decision')}</span> : null}
            {message.pin === 'broadcast' ? <span className={css.note}>{t('broadcast')}</span> : null}
          </MessageRow>
        </li>
      ))}
    </ul>
  );
}
