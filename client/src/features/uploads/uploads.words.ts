import { defineWords } from '../../lib/i18n/words.js';

export const uploadsWords = defineWords('uploads', {
  es: () => import('./uploads.es.js'),
  en: () => import('./uploads.en.js'),
});
