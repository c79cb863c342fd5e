import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PersonCard } from '@contract/words.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { loadMembers } from '../../rooms/api/members.js';

const PAUSE_MS = 150;

/** Who may be mentioned: members and authors at hand, and in a big room those whom a search by name has brought. */
export function useRoomPeople(
  { room, messages, members }: Pick<RoomWindow, 'room' | 'messages' | 'members'>,
  me: string,
): { people: readonly PersonCard[]; lookFor: (name: string) => void } {
  const [found, setFound] = useState<readonly PersonCard[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const big = room.memberCount > members.length;
  const people = useMemo(() => {
    const known = new Map<string, PersonCard>();
    for (const person of found) known.set(person.id, person);
    for (const { author } of messages) known.set(author.id, author);
    for (const { person } of members) known.set(person.id, person);
    known.delete(me);
    return [...known.values()];
  }, [found, messages, members, me]);

  const lookFor = useCallback(
    (name: string) => {
      clearTimeout(timer.current);
      if (!big) return;
      timer.current = setTimeout(() => {
        loadMembers(room.id, { q: name }).then(
          (page) => {
            // Whoever was found stays: a mention is recognised by the name when the message is sent.
            setFound((known) => {
              const ids = new Set(known.map(({ id }) => id));
              const fresh = page.members.map(({ person }) => person).filter(({ id }) => !ids.has(id));
              return fresh.length > 0 ? [...known, ...fresh] : known;
            });
          },
          // Those at hand are still offered.
          () => null,
        );
      }, PAUSE_MS);
    },
    [big, room.id],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return { people, lookFor };
}
