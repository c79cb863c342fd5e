import { useEffect } from 'react';
import { hubName } from './hub-look.js';
import { Store } from '../lib/session/store.js';
import { useStore } from '../lib/session/use-store.js';
import { useUnread } from './shell/unread.js';

/** Somebody calls: until that is over the tab says nothing else. */
export const callingTitle = new Store<string | null>(null);

/** `(3) Sala · Tertulia` in the tab while the page is shown; the count is of all that is unread, wherever one is. */
export function usePageTitle(title: string, here = 0): void {
  // Most notices are of messages that are counted where they stand: they count only where nothing else does.
  const { '/notices': notices = 0, ...places } = useUnread();
  const unread = Object.values(places).reduce((sum, count) => sum + count, 0) || notices || here;
  const calling = useStore(callingTitle);
  useEffect(() => {
    if (calling !== null) {
      document.title = calling;
      return;
    }
    const name = title ? `${title} · ${hubName()}` : hubName();
    document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${name}` : name;
  }, [title, unread, calling]);
}
