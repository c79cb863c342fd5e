import type { EventPayload } from '../../contract/realtime.contract.js';
import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

type AccountChanged = EventPayload<'accounts.account-changed'>;

/** The facts of `account:<id>`; only that account's own devices follow it. */
export const accountEvents: readonly EventDefinition[] = [
  {
    type: 'accounts.account-changed',
    version: 2,
    // Before there were mailed links nobody had confirmed anything.
    upcasts: { 1: (before) => ({ account: { ...(before as AccountChanged).account, emailVerified: false } }) },
    blank: ({ account }: AccountChanged): AccountChanged => ({
      account: { ...account, name: '', email: null, about: '', avatar: null },
    }),
    touchesRightsOf: ({ account }: AccountChanged) => [account.id],
  },
  { type: 'accounts.session-ended', version: 1 },
  { type: 'accounts.standing-decided', version: 1 },
];

export const accountStream = (accountId: string): string => `account:${accountId}`;
