import { defineWords } from '../../lib/i18n/words.js';

export const landingWords = defineWords('landing', {
  es: () => import('./landing.es.js'),
  en: () => import('./landing.en.js'),
});
