import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './home.es.js';

export const words: SameKeys<typeof es> = {
  title: 'Home',
  hello: 'Hello, {{name}}',
  saved: 'Saved',
  live: { title: 'Happening now', enter: 'Enter' },
  missed: { title: 'What you missed' },
  calm: {
    title: 'All caught up',
    text: 'You missed nothing. Your rooms are where you left them.',
    rooms: 'Go to my rooms',
  },
  recent: { title: 'Your rooms', all: 'See all' },
  todo: {
    title: 'One thing to do',
    photo: { text: 'Add your photo: people talk better with faces round the table.', action: 'Choose a photo' },
    about: { text: 'Say in two sentences what interests you, so that people know you.', action: 'Write about me' },
    guest: {
      text: 'You are here by invitation. With an account you keep your seat and everything you wrote.',
      action: 'Create account and keep everything',
    },
    invite: { text: 'You are still alone in “{{room}}”. Invite somebody to the table.', action: 'Invite' },
    create: { text: 'Lay your own table: a room for what you are learning.', action: 'Create a room' },
  },
  newcomer: {
    lead: 'Choose a room and sit down, or open your own.',
    rooms: 'Open rooms',
    all: 'See all',
    create: 'Create a room',
    emptyTitle: 'There are no public rooms yet',
    emptyText: 'Open the first and invite somebody: two people are enough.',
  },
};
