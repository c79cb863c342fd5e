import { useEffect, useRef, useState } from 'react';
import type { MessageView } from '@contract/chat.contract.js';

/** The last message that arrived while the list was shown, as a screen reader says it: author and words. Own ones and those of people one blocks stay silent. */
export function useArrivals(messages: readonly MessageView[], me: string, blocked: ReadonlySet<string>): string {
  const newest = useRef<number | null>(null);
  const [said, setSaid] = useState({ by: '', words: '' });
  const last = messages.at(-1);
  useEffect(() => {
    const before = newest.current;
    newest.current = last?.seq ?? 0;
    if (before === null || !last || last.seq <= before || last.author.id === me || last.text === null) return;
    const words = last.text.slice(0, 300) || last.attachments.map(({ alt, name }) => alt || name).join(', ');
    setSaid({ by: last.author.id, words: `${last.author.name}: ${words}` });
  }, [last, me]);
  return blocked.has(said.by) ? '' : said.words;
}
