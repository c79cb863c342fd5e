import { IconSelector } from '@tabler/icons-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import type { PersonCard } from '@contract/words.js';
import { classes } from '../../../components/ui/classes.js';
import { Face } from '../../../components/ui/face.js';
import fieldCss from '../../../components/ui/field.module.css';
import { useT } from '../../../lib/i18n/use-t.js';
import { breakoutsWords } from '../breakouts.words.js';
import css from './breakouts.module.css';

export interface TableRoom {
  readonly id: string;
  readonly title: string;
  readonly people: readonly PersonCard[];
  /** Beside the title. */
  readonly beside?: ReactNode;
}

interface SeatTableProps {
  rooms: readonly TableRoom[];
  /** Who has no seat. */
  others: readonly PersonCard[];
  /** null = without a seat. Undefined where one only looks. */
  onMove: ((personId: string, to: string | null) => void) | undefined;
}

const KIND = 'text/x-person';

/** Who sits where. Each is moved with the list beside their name, or drawn with the mouse. */
export function SeatTable({ rooms, others, onMove }: SeatTableProps) {
  const t = useT(breakoutsWords);
  const choices = [{ id: '', title: t('seats.noSeat') }, ...rooms];
  const row = (person: PersonCard, at: string) => (
    <li
      key={person.id}
      className={css.person}
      draggable={onMove !== undefined}
      onDragStart={(event) => event.dataTransfer.setData(KIND, person.id)}
    >
      <Face person={person} size={28} />
      <span className={css.name} title={person.name}>
        {person.name}
      </span>
      {onMove ? (
        <div className={fieldCss.inside}>
          <select
            className={classes(fieldCss.control, fieldCss.select, css.move)}
            aria-label={t('seats.move', { name: person.name })}
            value={at}
            onChange={(event) => onMove(person.id, event.currentTarget.value || null)}
          >
            {choices.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
          <IconSelector className={fieldCss.chevron} size={18} aria-hidden />
        </div>
      ) : null}
    </li>
  );
  return (
    <ul className={css.rooms}>
      {rooms.map(({ id, title, people, beside }) => (
        <Place key={id} title={title} beside={beside} onDrop={(personId) => onMove?.(personId, id)}>
          {people.map((person) => row(person, id))}
        </Place>
      ))}
      {others.length > 0 ? (
        <Place title={t('seats.noSeat')} onDrop={(personId) => onMove?.(personId, null)}>
          {others.map((person) => row(person, ''))}
        </Place>
      ) : null}
    </ul>
  );
}

function Place({
  title,
  beside,
  onDrop,
  children,
}: {
  title: string;
  beside?: ReactNode;
  onDrop: (personId: string) => void;
  children: readonly ReactNode[];
}) {
  const t = useT(breakoutsWords);
  const [over, setOver] = useState(false);
  const entering = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(KIND)) return;
    event.preventDefault();
    setOver(true);
  };
  return (
    <li
      className={css.room}
      data-over={over || undefined}
      onDragOver={entering}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const personId = event.dataTransfer.getData(KIND);
        if (personId === '') return;
        event.preventDefault();
        onDrop(personId);
      }}
    >
      <div className={css.head}>
        <h4>{title}</h4>
        {beside}
      </div>
      {children.length > 0 ? (
        <ul className={css.people}>{children}</ul>
      ) : (
        <p className={css.quiet}>{t('seats.nobody')}</p>
      )}
    </li>
  );
}
