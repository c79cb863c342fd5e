import type { RoomCard, RoomView } from '@contract/rooms.contract.js';
import type { PersonCard } from '@contract/words.js';
import type { RoomWindow } from '../../lib/streams/room-window.js';

/** What a room is called: its title, or in a direct room the people one talks to there. */
export const nameOf = ({ title, others }: { title: string | null; others: readonly PersonCard[] }): string =>
  title ?? others.map(({ name }) => name).join(', ');

export const cardName = ({ room, others }: RoomCard): string => nameOf({ title: room.title, others });

/** Whom one talks to in a direct room that is open here: as they come and go. */
export function othersOf(window: RoomWindow | null, card: RoomCard | undefined, me: string | undefined): PersonCard[] {
  if (window?.room.kind !== 'direct') return [];
  const here = window.members.flatMap(({ person }) => (person.id === me ? [] : [person]));
  return here.length > 0 ? here.toSorted((one, other) => one.name.localeCompare(other.name)) : (card?.others ?? []);
}

/** A direct room of more than two: one may leave it. */
export const isGroup = ({ kind, capacity }: RoomView): boolean => kind === 'direct' && capacity > 2;
