import { defineWords } from '../../lib/i18n/words.js';

export const roomsWords = defineWords('rooms', {
  es: () => import('./rooms.es.js'),
  en: () => import('./rooms.en.js'),
});
