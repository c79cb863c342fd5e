import { defineWords } from '../../lib/i18n/words.js';

export const stageWords = defineWords('stage', {
  es: () => import('./stage.es.js'),
  en: () => import('./stage.en.js'),
});
