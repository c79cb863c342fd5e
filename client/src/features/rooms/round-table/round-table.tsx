import { useMemo, useRef, type CSSProperties } from 'react';
import { Button } from '../../../components/ui/button.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { Hue } from '../../../lib/theme/hues.js';
import { seatOthers, useLeaving, type TablePerson } from './seated-people.js';
import { boxFor, facesShown, type TableSize } from './table-box.js';
import { layTable } from './table-layout.js';
import { LeavingFace, seatStyle, TableFace } from './table-face.js';
import { TableTop } from './table-top.js';
import { useArrowKeys } from './use-arrow-keys.js';
import { useWidth } from './use-width.js';
import css from './round-table.module.css';

export interface RoundTableProps {
  /** Who is here, most recently active first; the first 40 are enough. */
  people: readonly TablePerson[];
  /** Everybody who is here, drawn or not. */
  total: number;
  hue: Hue;
  onInvite?: () => void;
  onPerson?: (id: string) => void;
  /** Opens the list of everybody. */
  onPeople?: () => void;
  /** `hero` is the big one of the landing page. */
  size?: TableSize;
}

/** Who is here, as faces round a table: at the head of every room and on the landing page. */
export function RoundTable({ people, total, hue, onInvite, onPerson, onPeople, size = 'room' }: RoundTableProps) {
  const t = useT(commonWords);
  const [place, width] = useWidth<HTMLDivElement>();
  const faces = useRef<HTMLDivElement>(null);

  const you = people.find((person) => person.you);
  const seats = facesShown(total) - (you ? 1 : 0);
  const others = useMemo(() => seatOthers(people, seats), [people, seats]);
  const hidden = Math.max(0, total - others.length - (you ? 1 : 0));
  const box = useMemo(() => boxFor(width, size), [width, size]);
  const layout = useMemo(() => layTable(others.length, hidden, box), [others.length, hidden, box]);
  const seated = useMemo(() => others.map((person, at) => ({ person, seat: layout.others[at] })), [others, layout]);
  const leaving = useLeaving(seated);
  const alone = others.length === 0;

  const all = you ? [...seated, { person: you, seat: layout.you }] : seated;
  const { reachable, onFocus, onKeyDown } = useArrowKeys(
    faces,
    all.map(({ person }) => person.id),
  );

  const named = ({ you: own, kind, name }: TablePerson) => {
    if (own) return t('table.youNamed', { name });
    return kind === 'bot' ? t('botName', { name }) : name;
  };
  const style: CSSProperties & Record<'--box', string> = { '--box': `${box.height}px` };
  return (
    <section className={css.place} data-hue={hue} data-size={box.size} aria-label={t('table.label')} style={style}>
      <VisuallyHidden>
        {total === 0 ? t('table.nobody') : `${t('table.people', { count: total })}: `}
        {all.map(({ person }) => named(person)).join(', ')}
      </VisuallyHidden>
      <div ref={place} className={css.box}>
        {width === 0 ? null : (
          <>
            <TableTop table={layout.table} seats={[...layout.free, ...seated.map(({ seat }) => seat), layout.you]} />
            {[...layout.free, ...(you ? [] : [layout.you])].map((seat) => (
              <span key={`${seat.row}-${seat.x}`} className={css.free} style={seatStyle(seat)} aria-hidden />
            ))}
            {leaving.map(({ person, seat }) => (
              <LeavingFace key={person.id} person={person} seat={seat} />
            ))}
            <div ref={faces} role="group" aria-label={t('table.keys')} className={css.faces} onKeyDown={onKeyDown}>
              {all.map(({ person, seat }) => (
                <TableFace
                  key={person.id}
                  person={person}
                  seat={seat}
                  reachable={person.id === reachable}
                  onPerson={onPerson}
                  onFocus={onFocus}
                />
              ))}
              {layout.more ? (
                <button
                  type="button"
                  className={css.more}
                  style={seatStyle({ ...layout.more, size: 0 })}
                  tabIndex={-1}
                  aria-label={t('table.moreLabel', { count: hidden })}
                  onClick={onPeople}
                >
                  {t('table.more', { count: hidden })}
                </button>
              ) : null}
            </div>
            {alone && onInvite ? (
              <div className={css.invite} style={seatStyle({ ...layout.invite, size: 0 })}>
                <Button variant="primary" size="s" onClick={onInvite}>
                  {t('table.invite')}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </div>
    </section>
  );
}
