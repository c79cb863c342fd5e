import { defineWords } from '../../lib/i18n/words.js';

export const orderWords = defineWords('order', {
  es: () => import('./order.es.js'),
  en: () => import('./order.en.js'),
});
