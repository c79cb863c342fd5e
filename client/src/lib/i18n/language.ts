import { remember, remembered } from '../theme/device-memory.js';
import { LANGUAGES, type Language } from './words.js';

/** Also read by public/first-paint.js, before any module is loaded. */
const KEY = 'tertulia.language';

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** What was chosen on this device, else the browser's language if it is one of ours, else Spanish. */
export function wishedLanguage(): Language {
  const chosen = remembered(KEY);
  if (isLanguage(chosen)) return chosen;
  const browser = navigator.language.slice(0, 2);
  return isLanguage(browser) ? browser : 'es';
}

export function keepLanguage(language: Language): void {
  remember(KEY, language);
  document.documentElement.lang = language;
}
