import type { QueryClient } from '@tanstack/react-query';
import type { RoomCard } from '@contract/rooms.contract.js';

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
