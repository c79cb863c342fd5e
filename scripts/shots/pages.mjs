// Every page in its states: full, empty, loading, error or offline, no permission, long names, two hundred items.
import { doorPages, offline, press } from './door-pages.mjs';
import { peoplePages } from './people-pages.mjs';
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
        {
          name: 'error',
          path: '/home',
          who: lucia,
          fail: '**/api/rooms?**',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
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
        {
          name: 'error',
          path: '/rooms',
          who: lucia,
          fail: '**/api/rooms?**',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
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
    {
      page: 'people',
      title: 'People of the room',
      states: [
        { name: 'full', path: `/rooms/${rooms.marketing}/people`, who: lucia },
        { name: 'invites', path: `/rooms/${rooms.marketing}/people?tab=invites`, who: lucia },
        { name: 'empty: nobody is banned', path: `/rooms/${rooms.marketing}/people?tab=banned`, who: lucia },
        { name: 'for a learner', path: `/rooms/${rooms.marketing}/people`, who: amaia },
        { name: 'loading', path: `/rooms/${rooms.marketing}/people`, who: lucia, hold: '**/members**' },
        {
          name: 'error',
          path: `/rooms/${rooms.marketing}/people`,
          who: lucia,
          fail: '**/members**',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
        { name: 'no permission', path: `/rooms/${rooms.direct}/people`, who: newcomer },
        { name: 'long names', path: `/rooms/${rooms.long}/people`, who: lucia },
        { name: '200 people', path: `/rooms/${rooms.many}/people`, who: lucia },
      ],
    },
    ...peoplePages({ people, offline, MISSING_ID }),
    {
      page: 'messages',
      title: 'Messages',
      states: [
        { name: 'full', path: '/messages', who: lucia },
        { name: 'empty', path: '/messages', who: newcomer },
        { name: 'loading', path: '/messages', who: lucia, hold: '**/api/rooms?**' },
        {
          name: 'error',
          path: '/messages',
          who: lucia,
          fail: '**/api/rooms?**',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
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
        {
          name: 'error',
          path: '/notices',
          who: lucia,
          fail: '**/api/notices?**',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
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
    {
      page: 'admin',
      title: 'Administration',
      states: [
        { name: '200 people', path: '/admin', who: lucia },
        { name: 'a question is open', path: '/admin', who: lucia, act: openFirst },
        { name: 'loading', path: '/admin', who: lucia, hold: '**/api/admin/people**' },
        {
          name: 'error',
          path: '/admin',
          who: lucia,
          fail: '**/api/admin/people**',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
        { name: 'no permission', path: '/admin', who: amaia },
        { name: 'settings of the community', path: '/admin?tab=community', who: lucia },
        {
          name: 'settings, loading',
          path: '/admin?tab=community',
          who: lucia,
          hold: '**/api/admin/room-creators**',
        },
        {
          name: 'settings, error',
          path: '/admin?tab=community',
          who: lucia,
          fail: '**/api/admin/room-creators**',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
      ],
    },
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

const emptyRooms = ({ page }) =>
  page.route('**/api/rooms?**', (route) => route.fulfill({ json: { rooms: [], next: null } }));

async function openFirst({ page }) {
  await page.locator('main [aria-haspopup=menu]').first().click();
}
