import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './calls.es.js';

export const words: SameKeys<typeof es> = {
  calls: '{{name}} is calling you',
  callsTitle: '{{name}} is calling',
  with: 'With {{names}}',
  accept: 'Answer',
  decline: 'Decline',
  silent: 'It rings silently: these are your quiet hours.',
  state: {
    ringing: 'Calling {{names}}…',
    coming: '{{names}}: coming…',
    declined: '{{names}}: cannot talk now.',
    busy: '{{names}}: in another call.',
    missed: '{{names}}: no answer.',
  },
  again: 'Call again',
};
