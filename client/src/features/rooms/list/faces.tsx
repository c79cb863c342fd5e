import type { PersonCard } from '@contract/words.js';
import { Face } from '../../../components/ui/face.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useBlocked } from '../../profiles/live/ties.js';
import { roomsWords } from '../rooms.words.js';
import css from './faces.module.css';

/** Some of the people who are there, overlapping, and how many more. Silent: the count stands beside it in words. */
export function Faces({ people, total, size = 28 }: { people: readonly PersonCard[]; total: number; size?: number }) {
  const t = useT(roomsWords);
  const blocked = useBlocked();
  if (people.length === 0) return null;
  const more = total - people.length;
  return (
    <span className={css.faces} aria-hidden>
      {people
        .filter(({ id }) => !blocked.has(id))
        .map((person) => (
          <Face key={person.id} person={person} size={size} />
        ))}
      {more > 0 ? <span className={css.more}>{t('card.facesMore', { count: more })}</span> : null}
    </span>
  );
}
