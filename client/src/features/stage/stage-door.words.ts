import { defineWords } from '../../lib/i18n/words.js';

/** What stands in every room; the words of the stage itself come with it. */
export const stageDoorWords = defineWords('stage-door', {
  es: () => import('./stage-door.es.js'),
  en: () => import('./stage-door.en.js'),
});
