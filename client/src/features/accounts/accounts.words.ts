import { defineWords } from '../../lib/i18n/words.js';

/** Words of the pages before the sign-in. */
export const accountsWords = defineWords('accounts', {
  es: () => import('./accounts.es.js'),
  en: () => import('./accounts.en.js'),
});
