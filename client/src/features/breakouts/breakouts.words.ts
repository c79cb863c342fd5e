import { defineWords } from '../../lib/i18n/words.js';

export const breakoutsWords = defineWords('breakouts', {
  es: () => import('./breakouts.es.js'),
  en: () => import('./breakouts.en.js'),
});
