import { defineWords } from '../../../lib/i18n/words.js';

export const recordingWords = defineWords('recording', {
  es: () => import('./recording.es.js'),
  en: () => import('./recording.en.js'),
});
