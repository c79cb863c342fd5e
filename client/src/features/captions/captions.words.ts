import { defineWords } from '../../lib/i18n/words.js';

export const captionsWords = defineWords('captions', {
  es: () => import('./captions.es.js'),
  en: () => import('./captions.en.js'),
});
