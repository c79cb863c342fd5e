import { defineWords } from '../../../lib/i18n/words.js';

export const threadsWords = defineWords('threads', {
  es: () => import('./threads.es.js'),
  en: () => import('./threads.en.js'),
});
