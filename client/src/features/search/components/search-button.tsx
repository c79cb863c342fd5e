import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { commonWords } from '../../../lib/i18n/common.words.js';
import { useT } from '../../../lib/i18n/use-t.js';

const SearchBox = lazy(async () => ({ default: (await import('./search-box.js')).SearchBox }));

/** Opens the search, from here or by Ctrl/Cmd-K wherever one is. What it takes is loaded then. */
export function SearchButton({ className, glyph, name }: { className?: string; glyph?: string; name?: string }) {
  const t = useT(commonWords);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      if (key.toLowerCase() !== 'k' || ctrlKey === metaKey || altKey || shiftKey) return;
      // Browsers would go to their own search.
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        title={t('shell.searchKeys')}
        onClick={() => setOpen(true)}
      >
        <span className={glyph}>
          <IconSearch size={24} stroke={1.6} aria-hidden />
        </span>
        <span className={name}>{t('shell.search')}</span>
      </button>
      {open ? (
        <Suspense>
          <SearchBox onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
