import type { EventPayload } from '../../contract/realtime.contract.js';
import type { EventDefinition } from '../../platform/event-log/event-log.types.js';

/** Facts of `account:<id>`: of one's own devices, and of whoever keeps an index of people. */
export const profileEventDefinitions: readonly EventDefinition[] = [
  {
    type: 'profiles.profile-changed',
    version: 1,
    blank: ({ personId, profile }: EventPayload<'profiles.profile-changed'>) => ({
      personId,
      profile: { ...profile, languages: [], country: null, skills: [], seeks: [], offers: [], links: [] },
    }),
  },
  { type: 'profiles.tie-changed', version: 1 },
];

/** The same stream as that of `accounts`, with which this feature stands on one floor. */
export const accountStream = (accountId: string): string => `account:${accountId}`;
