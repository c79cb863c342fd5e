import { defineWords } from '../../../lib/i18n/words.js';

/** Words of what is administered about the hub as a whole. */
export const hubWords = defineWords('hub', {
  es: () => import('./hub.es.js'),
  en: () => import('./hub.en.js'),
});
