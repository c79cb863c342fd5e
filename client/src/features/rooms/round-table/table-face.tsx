import type { CSSProperties } from 'react';
import { Face } from '../../../components/ui/face.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { TablePerson } from './seated-people.js';
import type { Seat } from './table-box.js';
import css from './table-face.module.css';

export type SeatStyle = CSSProperties & Record<'--x' | '--y' | '--size', string>;

export const seatStyle = ({ x, y, size }: Pick<Seat, 'x' | 'y' | 'size'>): SeatStyle => ({
  '--x': `${x.toFixed(1)}px`,
  '--y': `${y.toFixed(1)}px`,
  '--size': `${size.toFixed(1)}px`,
});

function Dots() {
  return (
    <span className={css.dots}>
      <i />
      <i />
      <i />
    </span>
  );
}

interface TableFaceProps {
  person: TablePerson;
  seat: Seat;
  /** Whether this is the one face that Tab reaches. */
  reachable: boolean;
  onPerson?: (id: string) => void;
  onFocus: (id: string) => void;
}

export function TableFace({ person, seat, reachable, onPerson, onFocus }: TableFaceProps) {
  const t = useT(commonWords);
  const name = person.kind === 'bot' ? t('botName', { name: person.name }) : person.name;
  const state = person.speaking ? t('table.speaking') : person.typing ? t('table.typing') : null;
  const label = [person.you ? t('table.youNamed', { name }) : name, state].filter(Boolean).join(', ');
  return (
    <button
      type="button"
      data-person={person.id}
      data-row={seat.row}
      data-speaking={person.speaking || undefined}
      data-typing={person.typing || undefined}
      className={css.seat}
      style={seatStyle(seat)}
      tabIndex={reachable ? 0 : -1}
      aria-label={label}
      onFocus={() => onFocus(person.id)}
      onClick={() => onPerson?.(person.id)}
    >
      <span className={css.body}>
        <Face person={person} size={Math.round(seat.size)} />
        {person.typing && !person.speaking ? <Dots /> : null}
      </span>
      <span className={css.name} aria-hidden>
        {person.you ? t('you') : person.name}
      </span>
    </button>
  );
}

/** Somebody who has just left, fading from the seat they had. */
export function LeavingFace({ person, seat }: { person: TablePerson; seat: Seat }) {
  return (
    <span className={css.seat} data-leaving style={seatStyle(seat)} aria-hidden>
      <Face person={person} size={Math.round(seat.size)} />
    </span>
  );
}
