import { defineWords } from './words.js';
import { words as es } from './common.es.js';
import { words as en } from './common.en.js';

export const commonResources = { es, en };

/** Already inside the first load in both languages, so that no shared component ever waits for its words. */
export const commonWords = defineWords('common', {
  es: () => Promise.resolve({ words: es }),
  en: () => Promise.resolve({ words: en }),
});
