import { IconArrowBackUp } from '@tabler/icons-react';
import type { MessageView } from '@contract/chat.contract.js';
import { Face } from '../../../components/ui/face.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import css from './message-quote.module.css';

interface MessageQuoteProps {
  quoted: MessageView | null;
  /** Of somebody whom the reader blocks. */
  folded: boolean;
  onJump: (seq: number) => void;
  tabIndex: 0 | -1;
}

/** The message that is answered, in one line; a press goes there. */
export function MessageQuote({ quoted, folded, onJump, tabIndex }: MessageQuoteProps) {
  const t = useT(chatWords);
  if (!quoted || quoted.text === null || folded)
    return (
      <p className={css.quote}>
        <IconArrowBackUp size={14} aria-hidden />
        <em>{quoted?.text === null ? t('deleted') : t(quoted ? 'fromBlocked' : 'replyGone')}</em>
      </p>
    );
  return (
    <button type="button" className={css.quote} tabIndex={tabIndex} onClick={() => onJump(quoted.seq)}>
      <IconArrowBackUp size={14} aria-hidden />
      <Face person={quoted.author} size={16} />
      <VisuallyHidden>{t('replyTo', { name: quoted.author.name })}: </VisuallyHidden>
      <strong aria-hidden>{quoted.author.name}</strong>
      <span lang={quoted.lang ?? undefined}>
        {quoted.text.replace(/[#*_`>|]/g, '').slice(0, 160) || quoted.attachments[0]?.name}
      </span>
    </button>
  );
}
