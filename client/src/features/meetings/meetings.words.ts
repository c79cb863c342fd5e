import { defineWords } from '../../lib/i18n/words.js';

export const meetingsWords = defineWords('meetings', {
  es: () => import('./meetings.es.js'),
  en: () => import('./meetings.en.js'),
});
