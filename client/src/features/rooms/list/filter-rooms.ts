import type { RoomCard } from '@contract/rooms.contract.js';
import type { Language } from '@contract/words.js';
import { cardName } from '../room-name.js';
import type { RoomFilters } from '../api/public-rooms.js';

const plain = (text: string, language: Language): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase(language);

/** One's own rooms are all here already: the filters of the list work without asking the hub. */
export function filterRooms(cards: readonly RoomCard[], { kind, language, q }: RoomFilters, of: Language): RoomCard[] {
  const words = plain(q ?? '', of)
    .split(/\s+/)
    .filter(Boolean);
  return cards.filter((card) => {
    const { room } = card;
    if (kind ? room.kind !== kind : room.kind === 'direct') return false;
    if (language && room.language !== language) return false;
    const said = plain(`${cardName(card)} ${room.about}`, of);
    return words.every((word) => said.includes(word));
  });
}

/** Mentions first, then unread, then where something was said last. */
export const byWhatWasMissed = (one: RoomCard, other: RoomCard): number =>
  other.mentions - one.mentions || other.unread - one.unread || byRecent(one, other);

export const byRecent = (one: RoomCard, other: RoomCard): number =>
  (other.lastMessageAt ?? other.room.createdAt).localeCompare(one.lastMessageAt ?? one.room.createdAt);
