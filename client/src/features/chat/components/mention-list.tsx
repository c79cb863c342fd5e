import type { PersonCard } from '@contract/words.js';
import { Face } from '../../../components/ui/face.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import css from './composer.module.css';

interface MentionListProps {
  id: string;
  people: readonly PersonCard[];
  chosen: number;
  onChoose: (person: PersonCard) => void;
  onPoint: (at: number) => void;
}

/** Names that fit what stands after the @; the focus stays in the field. */
export function MentionList({ id, people, chosen, onChoose, onPoint }: MentionListProps) {
  const t = useT(chatWords);
  return (
    <ul id={id} className={css.people} role="listbox" aria-label={t('composer.people')}>
      {people.map((person, at) => (
        <li
          key={person.id}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === chosen}
          className={css.person}
          onPointerEnter={() => onPoint(at)}
          // The field keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(person);
          }}
        >
          <Face person={person} size={24} />
          <span>{person.name}</span>
        </li>
      ))}
    </ul>
  );
}
