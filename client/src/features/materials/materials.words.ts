import { defineWords } from '../../lib/i18n/words.js';

export const materialsWords = defineWords('materials', {
  es: () => import('./materials.es.js'),
  en: () => import('./materials.en.js'),
});
