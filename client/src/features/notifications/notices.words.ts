import { defineWords } from '../../lib/i18n/words.js';

export const noticesWords = defineWords('notices', {
  es: () => import('./notices.es.js'),
  en: () => import('./notices.en.js'),
});
