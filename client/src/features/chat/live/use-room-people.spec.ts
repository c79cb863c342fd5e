import type { MessageView } from '@contract/chat.contract.js';
import type { PersonCard } from '@contract/words.js';
import { peopleOf } from './use-room-people.js';

const card = (id: string, name = id): PersonCard => ({ id, name, kind: 'person', avatar: null });
const by = (author: PersonCard) => ({ author }) as MessageView;

it('people at hand are the same list until somebody comes or changes', () => {
  const members = [{ person: card('ana') }, { person: card('me') }] as never[];
  const first = peopleOf([], { found: [], members, messages: [by(card('berto'))] }, 'me');
  expect(first.map(({ id }) => id)).toEqual(['berto', 'ana']);
  // Each message brings a card of its author.
  const messages = [by(card('berto')), by(card('berto')), by(card('ana'))];
  expect(peopleOf(first, { found: [], members, messages }, 'me')).toBe(first);
  expect(peopleOf(first, { found: [card('carla')], members, messages }, 'me')).toHaveLength(3);
  const renamed = [by(card('berto', 'Berto Ruiz'))];
  expect(peopleOf(first, { found: [], members, messages: renamed }, 'me')[0]?.name).toBe('Berto Ruiz');
});
