import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { ListedPresence, RoomCard } from '@contract/rooms.contract.js';

export const roomKeys = {
  all: ['rooms'] as const,
  mine: ['rooms', 'mine'] as readonly string[],
  archived: ['rooms', 'archived'] as readonly string[],
  public: ['rooms', 'public'] as const,
  card: (roomId: string) => ['rooms', 'card', roomId] as const,
  members: (roomId: string) => ['rooms', 'members', roomId] as const,
  invites: (roomId: string) => ['rooms', 'invites', roomId] as const,
};

const isMine = ({ myRole, room }: RoomCard): boolean => myRole !== null && room.state === 'open';

/** One room as it is now, put wherever it is shown. */
export function putCard(queries: QueryClient, card: RoomCard): void {
  queries.setQueryData(roomKeys.card(card.room.id), card);
  queries.setQueryData<RoomCard[]>(roomKeys.mine, (cards) => {
    const others = cards?.filter(({ room }) => room.id !== card.room.id);
    if (!cards || !others) return cards;
    if (!isMine(card)) return others;
    return cards.length === others.length
      ? [card, ...cards]
      : cards.map((one) => (one.room.id === card.room.id ? card : one));
  });
}

/** Who is in these rooms now, put wherever they are shown. What did not change stays the same object, so nothing is drawn again. */
export function putPresence(queries: QueryClient, rooms: ReadonlyMap<string, ListedPresence>): void {
  const withPresence = (card: RoomCard): RoomCard => {
    const now = rooms.get(card.room.id);
    return now && !sameFaces(card, now) ? { ...card, present: now.present, faces: now.faces } : card;
  };
  const all = (cards: RoomCard[]): RoomCard[] => {
    const next = cards.map(withPresence);
    return next.some((card, at) => card !== cards[at]) ? next : cards;
  };
  for (const key of [roomKeys.mine, roomKeys.archived])
    queries.setQueryData<RoomCard[]>(key, (cards) => cards && all(cards));
  for (const roomId of rooms.keys())
    queries.setQueryData<RoomCard>(roomKeys.card(roomId), (card) => card && withPresence(card));
  queries.setQueriesData<InfiniteData<{ rooms: RoomCard[] }>>({ queryKey: roomKeys.public }, (found) => {
    const pages = found?.pages.map((page) => {
      const next = all(page.rooms);
      return next === page.rooms ? page : { ...page, rooms: next };
    });
    return found && pages?.some((page, at) => page !== found.pages[at]) ? { ...found, pages } : found;
  });
}

const sameFaces = (one: ListedPresence, other: ListedPresence): boolean =>
  one.present === other.present && JSON.stringify(one.faces) === JSON.stringify(other.faces);
