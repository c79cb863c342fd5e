import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { SearchField } from '../../../components/ui/search-field.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import { findEmoji } from '../live/emoji-list.js';
import { loadEmoji, searchEmoji, type NamedEmoji } from '../live/emoji-names.js';
import css from './emoji-picker.module.css';

const COLUMNS = 8;
const MOST = COLUMNS * 8;

/** The small shelf, and with the search every emoji there is; arrows walk over it, Enter picks. */
export function EmojiShelf({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useT(chatWords);
  const [question, setQuestion] = useState('');
  const [all, setAll] = useState<readonly NamedEmoji[]>([]);
  const field = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const found = useMemo(() => {
    const others = searchEmoji(all, question, MOST).map(({ emoji }) => emoji);
    return [...new Set([...findEmoji(question), ...others])];
  }, [all, question]);
  useEffect(() => {
    // It comes after the popover has looked for where the focus goes.
    field.current?.querySelector('input')?.focus();
    // Without a network the small shelf is all there is.
    loadEmoji().then(setAll, () => null);
  }, []);
  const walk = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: at < 0 ? 1 : COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step === undefined || (at < 0 && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    <div ref={field} onKeyDown={walk}>
      <SearchField label={t('searchEmoji')} value={question} onChange={setQuestion} data-autofocus />
      {found.length === 0 ? <p className={css.none}>{t('noEmoji')}</p> : null}
      <div ref={grid} className={css.grid}>
        {found.map((emoji) => (
          <button key={emoji} type="button" className={css.emoji} onClick={() => onPick(emoji)}>
            {emoji}
          </button>
        ))}
      </div>
    </div>
  );
}
