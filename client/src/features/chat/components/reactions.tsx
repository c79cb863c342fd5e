import { IconUsers } from '@tabler/icons-react';
import type { MessageView } from '@contract/chat.contract.js';
import { classes } from '../../../components/ui/classes.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import { threadsWords } from '../threads/threads.words.js';
import css from './reactions.module.css';

interface ReactionsProps {
  reactions: MessageView['reactions'];
  mine: readonly string[];
  disabled: boolean;
  tabIndex: 0 | -1;
  onReact: (emoji: string, on: boolean) => void;
  /** Asks who they were. */
  onWho: () => void;
}

/** The counters under a message; a press adds or takes back one's own. */
export function Reactions({ reactions, mine, disabled, tabIndex, onReact, onWho }: ReactionsProps) {
  const t = useT(chatWords);
  const threads = useT(threadsWords);
  return (
    <div className={css.reactions}>
      {reactions.map(({ emoji, count }) => {
        const own = mine.includes(emoji);
        const label = t('reaction', { emoji, count });
        return (
          <button
            key={emoji}
            type="button"
            className={css.reaction}
            aria-pressed={own}
            aria-label={own ? t('reactionMine', { label }) : label}
            disabled={disabled}
            tabIndex={tabIndex}
            onClick={() => onReact(emoji, !own)}
          >
            <span aria-hidden>{emoji}</span>
            <span aria-hidden className={css.count}>
              {count}
            </span>
          </button>
        );
      })}
      <button
        type="button"
        className={classes(css.reaction, css.who)}
        aria-label={threads('whoReacted')}
        title={threads('whoReacted')}
        tabIndex={tabIndex}
        onClick={onWho}
      >
        <IconUsers size={14} aria-hidden />
      </button>
    </div>
  );
}
