import { defineWords } from '../../lib/i18n/words.js';

export const minutesWords = defineWords('minutes', {
  es: () => import('./minutes.es.js'),
  en: () => import('./minutes.en.js'),
});
