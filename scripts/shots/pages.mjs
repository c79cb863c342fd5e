// Every page in its states: full, empty, loading, error or offline, no permission, long names, two hundred items.
import { adminPages } from './admin-pages.mjs';
import { besidePages } from './beside-pages.mjs';
import { breakoutPages } from './breakout-pages.mjs';
import { callPages } from './call-pages.mjs';
import { captionsPages } from './captions-pages.mjs';
import { doorPages, offline, press } from './door-pages.mjs';
import { stagePages } from './stage-pages.mjs';
import { recordingPages } from './recording-pages.mjs';
import { roomPages } from './room-pages.mjs';

const MISSING_ID = '00000000-0000-7000-8000-000000000000';

export function pagesOf({ people, rooms }) {
  const { lucia, amaia, newcomer, long, busy } = people;
  return [
    ...doorPages({ people, rooms }),
    {
      page: 'home',
      title: 'Home',
      states: [
        { name: 'busy', path: '/home', who: lucia },
        { name: 'empty: a newcomer', path: '/home', who: newcomer },
        { name: 'loading', path: '/home', who: lucia, hold: '**/api/rooms?**' },
        failed('/home', lucia, '**/api/rooms?**'),
        { name: 'offline', path: '/home', who: lucia, act: offline },
        { name: 'long names', path: '/home', who: long },
        { name: '200 rooms', path: '/home', who: busy },
      ],
    },
    {
      page: 'rooms',
      title: 'Rooms',
      states: [
        { name: 'mine', path: '/rooms', who: lucia },
        { name: 'public', path: '/rooms?scope=public', who: amaia },
        { name: 'archived', path: '/rooms?scope=archived', who: lucia },
        { name: 'empty', path: '/rooms', who: newcomer, before: emptyRooms },
        { name: 'loading', path: '/rooms', who: lucia, hold: '**/api/rooms?**' },
        failed('/rooms', lucia, '**/api/rooms?**'),
        { name: 'long names', path: '/rooms', who: long },
        { name: '200 rooms', path: '/rooms', who: busy },
      ],
    },
    {
      page: 'new-room',
      title: 'New room',
      states: [
        { name: 'everything may be made', path: '/rooms/new', who: lucia, whole: true },
        { name: 'what a member may make', path: '/rooms/new', who: newcomer },
        { name: 'sent without filling it in', path: '/rooms/new', who: newcomer, act: press },
        { name: 'loading', path: '/rooms/new', who: lucia, hold: '**/api/rooms/rights' },
      ],
    },
    ...roomPages({ people, rooms, offline, MISSING_ID }),
    ...stagePages({ people, rooms }),
    ...captionsPages({ people, rooms }),
    ...recordingPages({ people, rooms }),
    ...breakoutPages({ people, rooms }),
    ...callPages({ people, rooms }),
    ...besidePages({ people, rooms }),
    {
      page: 'people',
      title: 'People of the room',
      states: [
        { name: 'full', path: `/rooms/${rooms.marketing}/people`, who: lucia },
        { name: 'invites', path: `/rooms/${rooms.marketing}/people?tab=invites`, who: lucia },
        { name: 'empty: nobody is banned', path: `/rooms/${rooms.marketing}/people?tab=banned`, who: lucia },
        { name: 'for a learner', path: `/rooms/${rooms.marketing}/people`, who: amaia },
        { name: 'loading', path: `/rooms/${rooms.marketing}/people`, who: lucia, hold: '**/members**' },
        failed(`/rooms/${rooms.marketing}/people`, lucia, '**/members**'),
        { name: 'no permission', path: `/rooms/${rooms.direct}/people`, who: newcomer },
        { name: 'long names', path: `/rooms/${rooms.long}/people`, who: lucia },
        { name: '200 people', path: `/rooms/${rooms.many}/people`, who: lucia },
      ],
    },
    {
      page: 'directory',
      title: 'People',
      states: [
        { name: 'full', path: '/people', who: lucia },
        { name: 'narrowed', path: '/people?skill=Python', who: lucia },
        { name: 'empty: nobody with that', path: '/people?q=xyzxyz', who: lucia },
        { name: 'loading', path: '/people', who: lucia, hold: '**/api/people?**' },
        failed('/people', lucia, '**/api/people**'),
        { name: 'offline', path: '/people', who: lucia, act: offline },
      ],
    },
    {
      page: 'person',
      title: 'A person',
      states: [
        { name: 'somebody else', path: `/people/${amaia.id}`, who: lucia },
        { name: 'oneself', path: `/people/${lucia.id}`, who: lucia },
        { name: 'long names, nothing told', path: `/people/${long.id}`, who: lucia },
        { name: 'no such page', path: `/people/${MISSING_ID}`, who: lucia },
        { name: 'loading', path: `/people/${amaia.id}`, who: lucia, hold: '**/api/people/**' },
        { name: 'for passers-by', path: `/p/${amaia.id}` },
        { name: 'its form', path: '/profile', who: lucia, height: 1800 },
      ],
    },
    {
      page: 'messages',
      title: 'Messages',
      states: [
        { name: 'full', path: '/messages', who: lucia },
        { name: 'empty', path: '/messages', who: newcomer },
        { name: 'loading', path: '/messages', who: lucia, hold: '**/api/rooms?**' },
        failed('/messages', lucia, '**/api/rooms?**'),
        { name: 'long names', path: '/messages', who: long },
        { name: '200 conversations', path: '/messages', who: busy },
      ],
    },
    {
      page: 'notices',
      title: 'Notices',
      states: [
        { name: 'full', path: '/notices', who: lucia },
        { name: 'empty', path: '/notices', who: newcomer },
        { name: 'loading', path: '/notices', who: lucia, hold: '**/api/notices?**' },
        failed('/notices', lucia, '**/api/notices?**'),
        { name: 'long names', path: '/notices', who: long },
        { name: 'out of a mail', path: '/unsubscribe#AAAAAAAAAAAAAAAAAAAAAA.mention.x', who: lucia },
      ],
    },
    {
      page: 'settings',
      title: 'Settings',
      states: [
        { name: 'full', path: '/settings', who: amaia, height: 3000 },
        { name: 'loading', path: '/settings', who: amaia, hold: '**/api/account/devices' },
        { name: 'long names', path: '/settings', who: long },
        { name: 'offline', path: '/settings', who: amaia, act: offline },
      ],
    },
    ...adminPages({ people }),
    {
      page: 'legal',
      title: 'Legal',
      states: [
        { name: 'terms', path: '/legal/terms' },
        { name: 'privacy', path: '/legal/privacy' },
      ],
    },
    {
      page: 'not-found',
      title: 'Not found',
      states: [
        { name: 'outside', path: '/nada-por-aqui' },
        { name: 'signed in', path: '/nada-por-aqui', who: lucia },
      ],
    },
  ];
}

const failed = (path, who, fail) => ({
  ...{ name: 'error', path, who, fail },
  act: ({ page }) => page.waitForTimeout(2_500),
});
const emptyRooms = ({ page }) =>
  page.route('**/api/rooms?**', (route) => route.fulfill({ json: { rooms: [], next: null } }));
