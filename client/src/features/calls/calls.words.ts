import { defineWords } from '../../lib/i18n/words.js';

export const callsWords = defineWords('calls', {
  es: () => import('./calls.es.js'),
  en: () => import('./calls.en.js'),
});
