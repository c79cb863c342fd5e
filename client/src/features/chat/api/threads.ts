import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { MessageView } from '@contract/chat.contract.js';
import type { PinsList, QuestionsPage, Reactors, ThreadsList, ThreadState } from '@contract/threads.contract.js';
import { api } from '../../../lib/api/api.js';

/** Threads one follows, and those in which one was mentioned. */
export const threadsQuery = (roomId: string) =>
  queryOptions({
    queryKey: ['rooms', roomId, 'threads'],
    queryFn: ({ signal }) => api.get<ThreadsList>(`/api/rooms/${roomId}/threads`, { signal }),
    staleTime: 0,
  });

export const questionsQuery = (roomId: string, state: 'open' | 'answered') =>
  infiniteQueryOptions({
    queryKey: ['rooms', roomId, 'questions', state],
    queryFn: ({ signal, pageParam: before }) =>
      api.get<QuestionsPage>(`/api/rooms/${roomId}/questions`, {
        query: { state, ...(before === 0 ? {} : { before }) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ hasOlder, questions }) => (hasOlder ? questions.at(-1)?.question.seq : undefined),
    staleTime: 0,
  });

export const pinsQuery = (roomId: string) =>
  queryOptions({
    queryKey: ['rooms', roomId, 'pins'],
    queryFn: ({ signal }) => api.get<PinsList>(`/api/rooms/${roomId}/pins`, { signal }),
    staleTime: 0,
  });

export const reactorsQuery = (roomId: string, messageId: string) =>
  queryOptions({
    queryKey: ['rooms', roomId, 'reactors', messageId],
    queryFn: ({ signal }) => api.get<Reactors>(`/api/rooms/${roomId}/messages/${messageId}/reactions`, { signal }),
    staleTime: 0,
  });

export const messageAt = (roomId: string, seq: number): Promise<MessageView> =>
  api.get<MessageView>(`/api/rooms/${roomId}/messages/at/${seq}`);
export const messageById = (roomId: string, id: string): Promise<MessageView> =>
  api.get<MessageView>(`/api/rooms/${roomId}/messages/${id}`);

/** What another device, or the hub, says of a thread; an earlier state is a late message and changes nothing. */
export function heardThread(queries: QueryClient, state: ThreadState): void {
  queries.setQueryData(
    threadsQuery(state.roomId).queryKey,
    (list) =>
      list && {
        threads: list.threads.map((one) =>
          one.state.threadId === state.threadId && one.state.turn <= state.turn ? { ...one, state } : one,
        ),
      },
  );
}

/** How many messages. */
export const waitingIn = ({ muted, unread, mentions }: ThreadState): number =>
  muted ? mentions : Math.max(unread, mentions);

/** Something of it waits for its reader. */
export const waits = ({ following, muted, unread, mentions }: ThreadState): boolean =>
  mentions > 0 || (following && !muted && unread > 0);
