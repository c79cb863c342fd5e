import { defineWords } from '../../../lib/i18n/words.js';

export const slidesWords = defineWords('slides', {
  es: () => import('./slides.es.js'),
  en: () => import('./slides.en.js'),
});
