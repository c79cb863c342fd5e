import { defineWords } from '../../lib/i18n/words.js';

export const legalWords = defineWords('legal', {
  es: () => import('./legal.es.js'),
  en: () => import('./legal.en.js'),
});
