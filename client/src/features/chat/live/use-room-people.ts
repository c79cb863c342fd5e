import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PersonCard } from '@contract/words.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import { loadMembers } from '../../rooms/api/members.js';

const PAUSE_MS = 150;

const isSame = (one: PersonCard | undefined, { id, name, kind, avatar }: PersonCard): boolean =>
  one?.id === id && one.name === name && one.kind === kind && one.avatar === avatar;

type Sources = Pick<RoomWindow, 'messages' | 'members'> & { found: readonly PersonCard[] };

/** Members, authors and those found, each once and without oneself; `before` itself as long as nobody comes or changes. */
export function peopleOf(
  before: readonly PersonCard[],
  { found, messages, members }: Sources,
  me: string,
): readonly PersonCard[] {
  const known = new Map<string, PersonCard>();
  for (const person of found) known.set(person.id, person);
  for (const { author } of messages) known.set(author.id, author);
  for (const { person } of members) known.set(person.id, person);
  known.delete(me);
  const people = [...known.values()];
  return people.length === before.length && people.every((person, at) => isSame(before[at], person)) ? before : people;
}

/** Who may be mentioned: members and authors at hand, and in a big room those whom a search by name has brought. */
export function useRoomPeople(
  { room, messages, members }: Pick<RoomWindow, 'room' | 'messages' | 'members'>,
  me: string,
): { people: readonly PersonCard[]; lookFor: (name: string) => void } {
  const [found, setFound] = useState<readonly PersonCard[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const before = useRef<readonly PersonCard[]>([]);
  const big = room.memberCount > members.length;
  // Every message on the screen looks at them: they are others only when somebody has come or changed.
  const people = useMemo(() => {
    before.current = peopleOf(before.current, { found, messages, members }, me);
    return before.current;
  }, [before, found, messages, members, me]);

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
