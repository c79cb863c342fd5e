import { defineWords } from '../../lib/i18n/words.js';

export const chatWords = defineWords('chat', { es: () => import('./chat.es.js'), en: () => import('./chat.en.js') });
