import { useState } from 'react';

/** What stands behind the # of a mailed link. It is kept while the page is open and taken out of the address, which people copy. */
export function useLinkToken(): string {
  const [token] = useState(() => {
    const { hash, pathname } = window.location;
    if (hash) window.history.replaceState(window.history.state, '', pathname);
    return hash.slice(1);
  });
  return token;
}

/** Anything else is no link of ours, and the hub need not be asked. */
export const isLinkToken = (token: string): boolean => /^[\w-]{22}\.[\w-]{43}$/.test(token);
