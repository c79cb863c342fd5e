import { IconLayoutSidebar, IconX } from '@tabler/icons-react';
import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IconButton } from '../../components/ui/icon-button.js';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import css from './panes.module.css';

export interface SidePanel {
  title: string;
  content: ReactNode;
  onClose: () => void;
}

interface PanesProps {
  /** The list beside the content (my rooms …); leave out where there is none. */
  list?: { label: string; content: ReactNode };
  /** The one side panel: people, thread, materials … or null. */
  side?: SidePanel | null;
  /** Which pane a phone shows when no side panel is open. */
  phone?: 'list' | 'content';
  children: ReactNode;
}

const ListFold = createContext<{ open: boolean; toggle: () => void } | null>(null);

/** list · content · one side panel. Below 1,024 px the list folds behind `ListToggle`, below 720 px one pane shows. */
export function Panes({ list, side, phone = 'content', children }: PanesProps) {
  const t = useT(commonWords);
  const [listOpen, setListOpen] = useState(false);
  const toggle = useCallback(() => setListOpen((open) => !open), []);
  const fold = useMemo(() => (list ? { open: listOpen, toggle } : null), [list, listOpen, toggle]);
  useEffect(() => {
    if (!listOpen) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setListOpen(false);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [listOpen]);
  return (
    <ListFold value={fold}>
      <div
        className={css.panes}
        data-phone={side ? 'side' : phone}
        data-side={side ? '' : undefined}
        data-list-open={listOpen || undefined}
      >
        {list ? (
          <>
            <aside aria-label={list.label} className={css.list} onClick={() => setListOpen(false)}>
              {list.content}
            </aside>
            <button type="button" tabIndex={-1} aria-hidden className={css.veil} onClick={() => setListOpen(false)} />
          </>
        ) : null}
        <main id="content" tabIndex={-1} className={css.content}>
          {children}
        </main>
        {side ? (
          <aside
            aria-label={side.title}
            className={css.side}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !event.defaultPrevented) side.onClose();
            }}
          >
            <header className={css.sideHead}>
              <h2>{side.title}</h2>
              <IconButton label={t('shell.closeSide')} icon={<IconX size={20} />} onClick={side.onClose} />
            </header>
            <div className={css.sideBody}>{side.content}</div>
          </aside>
        ) : null}
      </div>
    </ListFold>
  );
}

/** Put it first in the content's header; it shows only while the list is folded. */
export function ListToggle() {
  const t = useT(commonWords);
  const fold = use(ListFold);
  if (!fold) return null;
  return (
    <span className={css.toggle}>
      <IconButton
        label={fold.open ? t('shell.hideList') : t('shell.showList')}
        aria-expanded={fold.open}
        icon={<IconLayoutSidebar size={22} stroke={1.6} />}
        onClick={fold.toggle}
      />
    </span>
  );
}
