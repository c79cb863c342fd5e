import type { ReactNode } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import { Face } from '../../../components/ui/face.js';
import { Time } from '../../../components/ui/time.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import css from './threads.module.css';

/** A message in a list of the panel, in a few lines; a press goes there. */
export function MessageRow({
  message,
  onPress,
  children,
}: {
  message: MessageView;
  onPress: () => void;
  children?: ReactNode;
}) {
  const t = useT(chatWords);
  const { author, text, attachments, lang, postedAt } = message;
  return (
    <button type="button" className={css.row} onClick={onPress}>
      <Face person={author} size={28} />
      <span>
        <span className={css.head}>
          <strong>{author.name}</strong>
          <Time at={postedAt} />
        </span>
        <span className={css.words} lang={lang ?? undefined}>
          {text === null ? (
            <em>{t('deleted')}</em>
          ) : (
            text.replace(/[#*_`>|]/g, '').slice(0, 400) || attachments[0]?.name
          )}
        </span>
        {children}
      </span>
    </button>
  );
}
