import { useNavigate } from '@tanstack/react-router';
import type { SearchGroup } from '@contract/search.contract.js';
import type { Entry } from './entries.js';
import { withSuggestion } from './suggest.js';

interface Box {
  readonly text: string;
  change(text: string): void;
  more(group: SearchGroup, after: string): void;
  keep(): void;
  close(): void;
}

/** What happens with the line that somebody chooses. */
export function useChoose({ text, change, more, keep, close }: Box): (entry: Entry) => void {
  const navigate = useNavigate();
  const go = (roomId: string, message?: number): void => {
    keep();
    close();
    void navigate({ to: '/rooms/$roomId', params: { roomId }, search: message === undefined ? {} : { message } });
  };
  return (entry) => {
    if (entry.kind === 'recent') change(entry.q);
    else if (entry.kind === 'suggestion') change(withSuggestion(text, entry.suggestion));
    else if (entry.kind === 'more') more(entry.group, entry.after);
    else if (entry.kind === 'mine') go(entry.card.room.id);
    else if (entry.kind === 'room') go(entry.found.id);
    else if (entry.kind === 'message') go(entry.found.room.id, entry.found.seq);
    else if (entry.kind === 'file') go(entry.found.room.id, entry.found.message?.seq);
    else {
      keep();
      close();
      void navigate({ to: '/people/$personId', params: { personId: entry.found.person.id } });
    }
  };
}
