import { defineWords } from '../../../lib/i18n/words.js';

/** Words of the pages that a mailed link leads to, and of the one that asks for it. */
export const mailedLinksWords = defineWords('mailed-links', {
  es: () => import('./mailed-links.es.js'),
  en: () => import('./mailed-links.en.js'),
});
