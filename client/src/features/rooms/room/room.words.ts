import { defineWords } from '../../../lib/i18n/words.js';

export const roomWords = defineWords('room', { es: () => import('./room.es.js'), en: () => import('./room.en.js') });
