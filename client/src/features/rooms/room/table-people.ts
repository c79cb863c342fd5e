import type { MessageView } from '@contract/chat.contract.js';
import type { SpeakingSignal } from '@contract/stage.contract.js';
import type { PresenceSignal, PresenceSummarySignal } from '@contract/rooms.contract.js';
import type { PersonCard } from '@contract/words.js';
import type { Signals } from '../../../lib/streams/streams.js';
import type { TablePerson } from '../round-table/seated-people.js';

export interface AtTheTable {
  people: TablePerson[];
  total: number;
  /** Names of those who write now, without the viewer. */
  typing: string[];
  present: ReadonlySet<string>;
}

/**
 * Who is at the table, from the room's signals: one key a person, or above a hundred one summary. Most recently active
 * first: who writes now, then who wrote last, then who came last. Whom the viewer blocks is not there for them.
 */
export function tablePeople(
  signals: Signals,
  messages: readonly MessageView[],
  me: PersonCard,
  member: boolean,
  hidden: ReadonlySet<string> = new Set(),
): AtTheTable {
  const typing = new Map<string, PersonCard>();
  const here = new Map<string, PresenceSignal>();
  for (const [key, value] of Object.entries(signals)) {
    const [name, id] = key.split(':');
    if (id === undefined || hidden.has(id)) continue;
    if (name === 'typing' && id !== me.id) typing.set(id, (value as { person: PersonCard }).person);
    if (name === 'presence') here.set(id, value as PresenceSignal);
  }
  const summary = signals['presence-summary'] as PresenceSummarySignal | undefined;
  for (const face of summary?.faces ?? []) if (!hidden.has(face.person.id)) here.set(face.person.id, face);
  // One's own face does not wait for the hub.
  if (member && !here.has(me.id)) here.set(me.id, { person: me, role: null, since: '' });

  // Who is on the stage is heard there, and seen to speak here.
  const speaking = signals['speaking'] as SpeakingSignal | undefined;
  const loud = new Set(speaking?.people.map(({ personId }) => personId));
  const wrote = new Map<string, number>();
  for (const message of messages.slice(-80)) wrote.set(message.author.id, message.seq);
  const people = [...here.values()]
    .sort((a, b) => {
      const byTyping = Number(typing.has(b.person.id)) - Number(typing.has(a.person.id));
      return byTyping || (wrote.get(b.person.id) ?? 0) - (wrote.get(a.person.id) ?? 0) || (a.since < b.since ? 1 : -1);
    })
    .map(({ person }) => ({
      ...person,
      typing: typing.has(person.id),
      speaking: loud.has(person.id),
      you: person.id === me.id,
    }));
  return {
    people,
    total: Math.max(people.length, summary?.count ?? 0),
    typing: [...typing.values()].map((person) => person.name),
    present: new Set(here.keys()),
  };
}
