import { defineWords } from '../../lib/i18n/words.js';

/** Of the line in a room's menu: a room loads nothing else of the notices. */
export const roomNoticesWords = defineWords('room-notices', {
  es: () => import('./room-notices.es.js'),
  en: () => import('./room-notices.en.js'),
});
