import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './landing.es.js';

export const words: SameKeys<typeof es> = {
  heroTitle: 'Pull up a chair',
  heroLead:
    'Tertulia is a place to learn in good company: rooms that last, where people talk, mentor and compete, live.',
  register: 'Create an account',
  signIn: 'Sign in',
  heroNote: 'Nothing to install. With an invitation, not even an account.',
  tableCaption: 'How a room begins: somebody lays the table and leaves a seat free.',
  rooms: {
    title: 'Everything happens in a room',
    lead: 'A room is somewhere you come back to. It keeps the conversation, the people and the material, and there is always someone to ask.',
    cohort: { name: 'Cohort', text: 'A group taking a course together, with its dates and its people.' },
    'study-group': { name: 'Study group', text: 'A few people and a subject. Anyone can open one.' },
    'mentor-session': { name: 'Mentor session', text: 'Someone further along sets time aside for those starting out.' },
    competition: { name: 'Competition', text: 'Rounds on the clock, an audience, and a leaderboard nobody disputes.' },
  },
  care: {
    title: 'Made for good conversation',
    writing: {
      title: 'What you write is never lost',
      text: 'No signal, on the train, tab closed: it is sent exactly once, in order, as soon as you are back.',
    },
    people: {
      title: 'People make the decisions',
      text: 'AI helps and flags, and always says that it is AI. Removing someone takes a person, and can be appealed.',
    },
    yours: {
      title: 'Yours stays yours',
      text: 'What you delete is really gone. What you write you can take with you. No page calls a third party.',
    },
  },
  host: {
    title: 'Lay your own table',
    text: 'Tertulia is free software. One command on any machine, database included, and your community has a home.',
    command: 'npm start',
    note: 'MIT licence. In Spanish and English.',
  },
  close: {
    title: 'There is a free seat',
    text: 'Come in, see what people are talking about, and stay in the room you like.',
  },
  people: { you: 'You', one: 'Inés', two: 'Mateo', three: 'Aroa', four: 'Farid', five: 'Lucía' },
};
