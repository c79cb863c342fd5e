import { defineWords } from '../../../lib/i18n/words.js';

export const savedWords = defineWords('saved', {
  es: () => import('./saved.es.js'),
  en: () => import('./saved.en.js'),
});
