import { remember, remembered } from '../../../lib/theme/device-memory.js';

const MOST = 6;
const keyOf = (accountId: string): string => `tertulia.searches.${accountId}`;

/** What this account looked for on this device, the latest first. Nobody else ever hears of it. */
export function recentSearches(accountId: string): string[] {
  try {
    const kept: unknown = JSON.parse(remembered(keyOf(accountId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : [];
  } catch {
    // Somebody else's hand: begun anew.
    return [];
  }
}

export function keepSearch(accountId: string, q: string): void {
  const others = recentSearches(accountId).filter((one) => one !== q);
  remember(keyOf(accountId), JSON.stringify([q, ...others].slice(0, MOST)));
}

export const forgetSearches = (accountId: string): void => remember(keyOf(accountId), null);
