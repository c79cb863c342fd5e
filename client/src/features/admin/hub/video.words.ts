import { defineWords } from '../../../lib/i18n/words.js';

/** Words of what an admin sees of video. */
export const videoWords = defineWords('video', {
  es: () => import('./video.es.js'),
  en: () => import('./video.en.js'),
});
