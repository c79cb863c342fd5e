import { useEffect, useMemo, useRef } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import { toast } from '../../../components/ui/toasts.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import { formulasIn } from '../live/formulas-in.js';
import { highlightIn } from '../live/highlight.js';
import { renderMessage } from '../live/markdown.js';
import css from './message-body.module.css';

interface MessageBodyProps {
  message: Pick<MessageView, 'text' | 'mentions' | 'lang'>;
  names: ReadonlyMap<string, string>;
  me: string;
  /** Of what can be focused in the words: links, code, wide tables. */
  tabIndex?: 0 | -1;
}

/** Somebody's words: Markdown, sanitized. Code gets its colours and formulas are drawn when what does it has come. */
export function MessageBody({ message, names, me, tabIndex = 0 }: MessageBodyProps) {
  const t = useT(chatWords);
  const place = useRef<HTMLDivElement>(null);
  const { text, mentions, lang } = message;
  const html = useMemo(() => {
    const named = mentions.flatMap((id) => names.get(id) ?? []);
    return { __html: renderMessage(text ?? '', named) };
  }, [text, mentions, names]);

  useEffect(() => {
    const node = place.current;
    if (!node) return;
    // Without a network, or after the words have gone, code and formulas stay as they are: plain.
    highlightIn(node).catch(() => null);
    formulasIn(node).catch(() => null);
    for (const block of node.querySelectorAll('pre')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = css.copy ?? '';
      button.textContent = t('copyCode');
      button.addEventListener('click', () => {
        navigator.clipboard.writeText(block.querySelector('code')?.textContent ?? '').then(
          () => toast({ text: t('copied') }),
          () => toast({ text: t('copyFailed'), tone: 'bad' }),
        );
      });
      block.append(button);
    }
    return () => {
      for (const button of node.querySelectorAll('pre > button')) button.remove();
    };
  }, [html, t]);
  useEffect(() => {
    for (const inner of place.current?.querySelectorAll<HTMLElement>('a, table, pre > button') ?? [])
      inner.tabIndex = tabIndex;
  }, [html, t, tabIndex]);

  // The one place where HTML enters a page; `renderMessage` sanitized it.
  return (
    <div
      ref={place}
      className={css.body}
      lang={lang ?? undefined}
      data-mentioned={mentions.includes(me) || undefined}
      dangerouslySetInnerHTML={html}
    />
  );
}
