import { Popover } from '@mantine/core';
import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import css from './emoji-picker.module.css';

const EmojiShelf = lazy(async () => ({ default: (await import('./emoji-shelf.js')).EmojiShelf }));

interface EmojiPickerProps {
  /** The button that opens it. */
  trigger: (open: () => void) => ReactElement;
  onPick: (emoji: string) => void;
}

/** Emoji to choose from; what is on the shelf comes when it is opened. Esc closes. */
export function EmojiPicker({ trigger, onPick }: EmojiPickerProps) {
  const t = useT(chatWords);
  const [opened, setOpened] = useState(false);
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
        <Suspense fallback={<div className={css.coming} />}>
          <EmojiShelf
            onPick={(emoji) => {
              setOpened(false);
              onPick(emoji);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
