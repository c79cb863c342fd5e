import { Popover } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { SearchField } from '../../../components/ui/search-field.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import { findEmoji } from '../live/emoji-list.js';
import { loadEmoji, searchEmoji, type NamedEmoji } from '../live/emoji-names.js';
import css from './emoji-picker.module.css';

const COLUMNS = 8;
const MOST = COLUMNS * 8;

interface EmojiPickerProps {
  /** The button that opens it. */
  trigger: (open: () => void) => ReactElement;
  onPick: (emoji: string) => void;
}

/** A small shelf, and with the search every emoji there is; arrows walk over it, Enter picks, Esc closes. */
export function EmojiPicker({ trigger, onPick }: EmojiPickerProps) {
  const t = useT(chatWords);
  const [opened, setOpened] = useState(false);
  const [question, setQuestion] = useState('');
  const [all, setAll] = useState<readonly NamedEmoji[]>([]);
  const found = useMemo(() => {
    const others = searchEmoji(all, question, MOST).map(({ emoji }) => emoji);
    return [...new Set([...findEmoji(question), ...others])];
  }, [all, question]);
  const grid = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Without a network the small shelf is all there is.
    if (opened) loadEmoji().then(setAll, () => null);
  }, [opened]);
  const pick = (emoji: string) => {
    setOpened(false);
    setQuestion('');
    onPick(emoji);
  };
  const walk = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: at < 0 ? 1 : COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step === undefined || (at < 0 && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-end"
      trapFocus
      returnFocus
      withinPortal
      unstyled
      classNames={{ dropdown: css.dropdown }}
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>{trigger(() => setOpened((open) => !open))}</Popover.Target>
      <Popover.Dropdown aria-label={t('pickEmoji')}>
        <div onKeyDown={walk}>
          <SearchField label={t('searchEmoji')} value={question} onChange={setQuestion} data-autofocus />
          {found.length === 0 ? <p className={css.none}>{t('noEmoji')}</p> : null}
          <div ref={grid} className={css.grid}>
            {found.map((emoji) => (
              <button key={emoji} type="button" className={css.emoji} onClick={() => pick(emoji)}>
                {emoji}
              </button>
            ))}
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
