import { defineWords } from '../../lib/i18n/words.js';

export const searchWords = defineWords('search', {
  es: () => import('./search.es.js'),
  en: () => import('./search.en.js'),
});
