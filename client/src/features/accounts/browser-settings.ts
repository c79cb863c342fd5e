import { currentLanguage } from '../../lib/i18n/i18n.js';

/** What a new account starts with: the language of the page and the zone of the device. */
export const browserSettings = () => ({
  language: currentLanguage(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
});
