import { useEffect, useRef, useState } from 'react';
import type { MessageView } from '@contract/chat.contract.js';

/** The last message that arrived while the list was shown, as a screen reader says it: author and words. Own ones stay silent. */
export function useArrivals(messages: readonly MessageView[], me: string): string {
  const newest = useRef<number | null>(null);
  const [said, setSaid] = useState('');
  const last = messages.at(-1);
  useEffect(() => {
    const before = newest.current;
    newest.current = last?.seq ?? 0;
    if (before === null || !last || last.seq <= before || last.author.id === me || last.text === null) return;
    setSaid(
      `${last.author.name}: ${last.text.slice(0, 300) || last.attachments.map(({ alt, name }) => alt || name).join(', ')}`,
    );
  }, [last, me]);
  return said;
}
