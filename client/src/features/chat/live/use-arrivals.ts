import { useEffect, useRef, useState } from 'react';
import type { MessageView } from '@contract/chat.contract.js';

/** The last message that arrived while the list was shown, as a screen reader says it: author and words. Own ones and those of people one blocks stay silent, and nothing is kept of what is deleted or hidden since. */
export function useArrivals(messages: readonly MessageView[], me: string, blocked: ReadonlySet<string>): string {
  const newest = useRef<number | null>(null);
  const [said, setSaid] = useState({ id: '', by: '', words: '' });
  const last = messages.at(-1);
  useEffect(() => {
    const before = newest.current;
    newest.current = last?.seq ?? 0;
    if (before === null || !last || last.seq <= before || last.author.id === me || last.text === null) return;
    const words = last.text.slice(0, 300) || last.attachments.map(({ alt, name }) => alt || name).join(', ');
    setSaid({ id: last.id, by: last.author.id, words: `${last.author.name}: ${words}` });
  }, [last, me]);
  const stands = messages.findLast(({ id }) => id === said.id)?.text ?? null;
  return stands === null || blocked.has(said.by) ? '' : said.words;
}
