import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { Button } from '../../../components/ui/button.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import css from './list-pills.module.css';

interface ListPillsProps {
  ref: RefObject<HTMLDivElement | null>;
  /** Up to where one stopped reading; null where one has seen it. */
  onUp: (() => void) | null;
  /** Down to the end; null while one is there. */
  onDown: (() => void) | null;
  /** Messages below that one has not read. */
  unread: number;
}

/** The ways to what one does not see, over the lower edge of the list. */
export function ListPills({ ref, onUp, onDown, unread }: ListPillsProps) {
  const t = useT(chatWords);
  return (
    <div ref={ref} className={css.pills}>
      {onUp ? (
        <Button size="s" variant="secondary" icon={<IconArrowUp size={16} aria-hidden />} onClick={onUp}>
          {t('toFirstUnread')}
        </Button>
      ) : null}
      {onDown ? (
        <Button
          size="s"
          variant={unread > 0 ? 'primary' : 'secondary'}
          icon={<IconArrowDown size={16} aria-hidden />}
          onClick={onDown}
        >
          {unread > 0 ? t('newMessages', { count: unread }) : t('toLatest')}
        </Button>
      ) : null}
    </div>
  );
}
