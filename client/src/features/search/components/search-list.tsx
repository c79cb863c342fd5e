import { useEffect, useRef } from 'react';
import { useT } from '../../../lib/i18n/use-t.js';
import type { Entry, Section } from '../live/entries.js';
import { searchWords } from '../search.words.js';
import { SearchEntry } from './search-entry.js';
import css from './search-box.module.css';

interface SearchListProps {
  id: string;
  sections: readonly Section[];
  /** Place of the chosen entry, counted through all sections. */
  chosen: number;
  onPoint: (entry: Entry) => void;
  onChoose: (entry: Entry) => void;
}

/** The list that belongs to the field: it never takes the focus from it. */
export function SearchList({ id, sections, chosen, onPoint, onChoose }: SearchListProps) {
  const t = useT(searchWords);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  let place = -1;
  return (
    <div ref={list} id={`${id}list`} role="listbox" aria-label={t('title')} className={css.list}>
      {sections.map(({ name, entries }) => (
        <div key={name} role="group" aria-labelledby={`${id}${name}`}>
          <h3 id={`${id}${name}`} role="presentation" className={css.heading}>
            {name === 'recent' || name === 'narrow' ? t(name) : t(`groups.${name}`)}
          </h3>
          {entries.map((entry) => {
            place += 1;
            const at = place;
            return (
              <div
                key={entry.key}
                id={`${id}${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === chosen}
                className={css.entry}
                onPointerMove={() => {
                  if (at !== chosen) onPoint(entry);
                }}
                // The field keeps the focus.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => onChoose(entry)}
              >
                <SearchEntry entry={entry} />
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
