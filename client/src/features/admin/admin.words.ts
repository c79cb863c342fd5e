import { defineWords } from '../../lib/i18n/words.js';

export const adminWords = defineWords('admin', {
  es: () => import('./admin.es.js'),
  en: () => import('./admin.en.js'),
});
