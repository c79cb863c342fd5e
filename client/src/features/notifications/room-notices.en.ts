import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './room-notices.es.js';

export const words: SameKeys<typeof es> = {
  off: 'Mute notices of this room',
  on: 'Get notices of this room again',
  isOff: 'You will get no notices of this room. What is decided about you still reaches you.',
  isOn: 'You will get notices of this room again.',
};
