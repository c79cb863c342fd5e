import type { MessageView } from '@contract/chat.contract.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import css from './reactions.module.css';

interface ReactionsProps {
  reactions: MessageView['reactions'];
  mine: readonly string[];
  disabled: boolean;
  tabIndex: 0 | -1;
  onReact: (emoji: string, on: boolean) => void;
}

/** The counters under a message; a press adds or takes back one's own. */
export function Reactions({ reactions, mine, disabled, tabIndex, onReact }: ReactionsProps) {
  const t = useT(chatWords);
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
    </div>
  );
}
