import { queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import type { PersonCard } from '@contract/words.js';
import { loadMembers } from './members.js';
import { myRoomsQuery } from './my-rooms.js';
import { roomKeys } from './room-keys.js';

/** So many of one's rooms are asked for people; those where something was said last come first. */
const MOST_ROOMS = 8;

/** People with accounts from the rooms one is in: whom one may write to. */
export const acquaintancesQuery = (queries: QueryClient, q: string, myId: string | undefined) =>
  queryOptions({
    queryKey: [...roomKeys.all, 'acquaintances', q],
    // Whoever came in a moment ago may be just the one who is looked for.
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const cards = await queries.ensureQueryData(myRoomsQuery());
      const rooms = cards.filter(({ room }) => room.kind !== 'direct').slice(0, MOST_ROOMS);
      const lists = await Promise.all(
        rooms.map(({ room }) => loadMembers(room.id, { q: q || undefined }, signal).then(({ members }) => members)),
      );
      const people = new Map<string, PersonCard>();
      for (const { person } of lists.flat()) {
        if (person.kind === 'person' && person.id !== myId) people.set(person.id, person);
      }
      return [...people.values()].toSorted((one, other) => one.name.localeCompare(other.name));
    },
  });
