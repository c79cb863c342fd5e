import { defineWords } from '../../lib/i18n/words.js';

export const profilesWords = defineWords('profiles', {
  es: () => import('./profiles.es.js'),
  en: () => import('./profiles.en.js'),
});
