import { defineWords } from '../../lib/i18n/words.js';

/** Words of the settings and of the menu of one's own account. */
export const settingsWords = defineWords('settings', {
  es: () => import('./settings.es.js'),
  en: () => import('./settings.en.js'),
});
