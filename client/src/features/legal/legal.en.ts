import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './legal.es.js';

export const words: SameKeys<typeof es> = {
  version: 'Version of {{date}}',
  services: 'Which outside services are used here',
  contents: 'On this page',
  inShort: 'In short',
  other: { terms: 'Read the terms of use', privacy: 'Read the privacy policy' },
};
