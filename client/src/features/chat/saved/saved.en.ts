import type { SameKeys } from '../../../lib/i18n/words.js';
import type { words as es } from './saved.es.js';

export const words: SameKeys<typeof es> = {
  title: 'Saved',
  lead: 'Messages you want to find again. Only you see them.',
  open: 'Saved',
  goTo: 'Go to the message',
  giveBack: 'Remove from saved',
  givenBack: 'It is no longer among what you saved.',
  in: 'in {{room}}',
  more: 'Show more',
  emptyTitle: 'You have not saved anything yet',
  emptyText: 'Among the actions of any message, choose “Save the message” and you will find it here.',
  toRooms: 'Go to the rooms',
};
