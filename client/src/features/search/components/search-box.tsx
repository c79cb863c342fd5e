import { Modal } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { SEARCH_MAX } from '@contract/limits.js';
import { BareIconButton } from '../../../components/ui/bare-icon-button.js';
import { Button } from '../../../components/ui/button.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';
import type { Entry } from '../live/entries.js';
import { useSearch } from '../live/use-search.js';
import { useChoose } from '../live/use-choose.js';
import { searchWords } from '../search.words.js';
import { SearchList } from './search-list.js';
import css from './search-box.module.css';

/** One field over everything; a sheet over the whole screen on a phone. The focus stays in the field, the arrows move in the list. */
export function SearchBox({ onClose }: { onClose: () => void }) {
  const t = useT(searchWords);
  const common = useT(commonWords);
  const [text, setText] = useState('');
  const search = useSearch(text);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const entries = search.sections.flatMap((section) => section.entries);
  const [at, setAt] = useState({ key: '' });
  const place = Math.max(
    0,
    entries.findIndex(({ key }) => key === at.key),
  );
  const chosen = entries[place];
  // A new search begins at its top again.
  useEffect(() => setAt({ key: '' }), [text]);
  const change = (next: string): void => {
    setText(next);
    field.current?.focus();
  };
  const choose = useChoose({
    text,
    change,
    more: search.more,
    keep: search.keep,
    close: onClose,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setAt({ key: entries[(place + step + entries.length) % entries.length]?.key ?? '' });
    } else if (event.key === 'Enter' && chosen && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(chosen);
    }
  };
  return (
    <Modal.Root
      unstyled
      opened
      onClose={onClose}
      transitionProps={{ duration: 0 }}
      classNames={{ inner: css.inner, overlay: css.overlay, content: css.content, body: css.body }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('title')}>
        <Modal.Body>
          <div className={css.field}>
            <IconSearch size={20} aria-hidden />
            <input
              ref={field}
              data-autofocus
              type="text"
              inputMode="search"
              enterKeyHint="search"
              role="combobox"
              aria-label={t('field')}
              aria-expanded={entries.length > 0}
              aria-controls={`${id}list`}
              aria-autocomplete="list"
              aria-activedescendant={chosen ? `${id}${place}` : undefined}
              aria-describedby={`${id}keys`}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={SEARCH_MAX}
              placeholder={t('field')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
            <BareIconButton label={common('close')} icon={<IconX size={20} />} onClick={onClose} />
          </div>
          <p id={`${id}keys`} className={css.keys}>
            {t('keys')}
          </p>
          <p role="status" className={search.said === null ? css.silent : css.status}>
            {search.said ?? <VisuallyHidden>{search.whispered}</VisuallyHidden>}
          </p>
          <SearchList
            id={id}
            sections={search.sections}
            chosen={place}
            onPoint={(entry: Entry) => setAt({ key: entry.key })}
            onChoose={choose}
          />
          {search.recent ? (
            <div className={css.foot}>
              <p className={css.hint}>{t('hint')}</p>
              {search.sections.some(({ name }) => name === 'recent') ? (
                <Button onClick={search.forget}>{t('forget')}</Button>
              ) : null}
            </div>
          ) : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
