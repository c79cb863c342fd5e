import { defineWords } from '../../../lib/i18n/words.js';

/** Words of whoever comes back from a provider, and of the ways into an account. */
export const identitiesWords = defineWords('identities', {
  es: () => import('./identities.es.js'),
  en: () => import('./identities.en.js'),
});
