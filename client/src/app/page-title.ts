import { useEffect } from 'react';

/** `(3) Sala · Tertulia` in the tab while the page is shown; the count is of what is unread. */
export function usePageTitle(title: string, unread = 0): void {
  useEffect(() => {
    const name = title ? `${title} · Tertulia` : 'Tertulia';
    document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${name}` : name;
  }, [title, unread]);
}
