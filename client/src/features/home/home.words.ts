import { defineWords } from '../../lib/i18n/words.js';

export const homeWords = defineWords('home', {
  es: () => import('./home.es.js'),
  en: () => import('./home.en.js'),
});
