import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './stage-door.es.js';

export const words: SameKeys<typeof es> = {
  stage: 'Stage',
  enter: 'Enter the stage',
  enterShort: 'Enter',
  open: 'The stage is open.',
  people_one: '{{count}} person on the stage.',
  people_other: '{{count}} people on the stage.',
  recorded: 'It is being recorded.',
  recordingPaused: 'The recording is paused.',
  preparing: 'Video will be ready in a few minutes.',
};
