import { useEffect, useMemo, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.js';
import { RoundTable } from '../rooms/round-table/round-table.js';
import { MOMENTS, peopleAt } from './hero-people.js';
import { landingWords } from './landing.words.js';
import css from './hero-table.module.css';

const MOMENT_MS = 2_600;

/** A table where people already talk, with the nearest seat free. It stands still for who wants less motion. */
export function HeroTable() {
  const t = useT(landingWords);
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) setAt((moment) => (moment + 1) % MOMENTS.length);
    }, MOMENT_MS);
    return () => clearInterval(timer);
  }, []);
  const moment = MOMENTS[at % MOMENTS.length];
  const people = useMemo(() => (moment ? peopleAt(moment, (name) => t(`people.${name}`)) : []), [moment, t]);
  return (
    <figure className={css.figure}>
      <RoundTable size="hero" hue="terracotta" people={people} total={people.length} />
      <figcaption>{t('tableCaption')}</figcaption>
    </figure>
  );
}
