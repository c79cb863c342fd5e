import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { loadWords } from '../lib/i18n/i18n.js';
import { readSessionHint } from '../lib/session/hint.js';
import { accountsWords } from '../features/accounts/accounts.words.js';
import { identitiesWords } from '../features/accounts/identities/identities.words.js';
import { settingsWords } from '../features/accounts/settings.words.js';
import { adminSearch } from '../features/admin/admin-search.js';
import { hubWords } from '../features/admin/hub/hub.words.js';
import { adminWords } from '../features/admin/admin.words.js';
import { homeWords } from '../features/home/home.words.js';
import { savedWords } from '../features/chat/saved/saved.words.js';
import { chatWords } from '../features/chat/chat.words.js';
import { threadsWords } from '../features/chat/threads/threads.words.js';
import { breakoutsWords } from '../features/breakouts/breakouts.words.js';
import { meetingsWords } from '../features/meetings/meetings.words.js';
import { minutesWords } from '../features/minutes/minutes.words.js';
import { materialsWords } from '../features/materials/materials.words.js';
import { profilesWords } from '../features/profiles/profiles.words.js';
import { directorySearch } from '../features/profiles/people-search.js';
import { noticesWords } from '../features/notifications/notices.words.js';
import { roomNoticesWords } from '../features/notifications/room-notices.words.js';
import { roomWords } from '../features/rooms/room/room.words.js';
import { stageDoorWords } from '../features/stage/stage-door.words.js';
import { peopleSearch, roomsSearch } from '../features/rooms/rooms-search.js';
import { uploadsWords } from '../features/uploads/uploads.words.js';
import { roomsWords } from '../features/rooms/rooms.words.js';
import { ErrorPage } from './error-page.js';
import { NotFoundPage } from './not-found-page.js';
import { PendingPage } from './pending-page.js';
import { outsideRoutes, rootRoute } from './outside-routes.js';
import { orderWords } from '../features/order/order.words.js';

const PERSON_PAGE = /^\/people\/([0-9a-f-]{36})$/;

/** Everything behind the sign-in, inside the shell: rail, list, content, one side panel. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location, preload }) => {
    const toSignIn = () => redirect({ to: '/sign-in', search: { then: location.href }, replace: true });
    const [, personId] = PERSON_PAGE.exec(location.pathname) ?? [];
    if (personId && !readSessionHint()) throw redirect({ to: '/p/$personId', params: { personId }, replace: true });
    if (!readSessionHint()) throw toSignIn();
    if (preload) return;
    // The light pages do without the session, the socket and the store of the device.
    const { enterShell } = await import('./enter-shell.js');
    if (!(await enterShell())) throw toSignIn();
  },
  component: lazyRouteComponent(() => import('./shell/app-shell.js'), 'AppShell'),
});
const inside = <const P extends string>(path: P) => ({ getParentRoute: () => shellRoute, path });

const homeRoute = createRoute({
  ...inside('/home'),
  loader: () => loadWords(homeWords, roomsWords, meetingsWords),
  component: lazyRouteComponent(() => import('../features/home/pages/home-page.js'), 'HomePage'),
});
const roomsRoute = createRoute({
  ...inside('/rooms'),
  validateSearch: roomsSearch,
  loader: () => loadWords(roomsWords),
  component: lazyRouteComponent(() => import('../features/rooms/pages/rooms-page.js'), 'RoomsPage'),
});
const newRoomRoute = createRoute({
  ...inside('/rooms/new'),
  loader: () => loadWords(roomsWords),
  component: lazyRouteComponent(() => import('../features/rooms/pages/new-room-page.js'), 'NewRoomPage'),
});
/** `?message=<seq>`: the message that a link points to. */
const messageSearch = (search: Record<string, unknown>): { message?: number } => {
  const seq = Number(search.message);
  return Number.isInteger(seq) && seq > 0 ? { message: seq } : {};
};
const roomRoute = createRoute({
  ...inside('/rooms/$roomId'),
  validateSearch: messageSearch,
  loader: () =>
    loadWords(
      ...[roomWords, roomsWords, chatWords, threadsWords, orderWords, meetingsWords, uploadsWords],
      ...[materialsWords, roomNoticesWords, stageDoorWords, breakoutsWords],
    ),
  component: lazyRouteComponent(() => import('../features/rooms/room/room-page.js'), 'RoomPage'),
});
const roomPeopleRoute = createRoute({
  ...inside('/rooms/$roomId/people'),
  validateSearch: peopleSearch,
  loader: () => loadWords(roomsWords, orderWords),
  component: lazyRouteComponent(() => import('../features/rooms/pages/room-people-page.js'), 'RoomPeoplePage'),
});
const reportsRoute = createRoute({
  ...inside('/rooms/$roomId/reports'),
  loader: () => loadWords(orderWords, roomsWords),
  component: lazyRouteComponent(() => import('../features/order/pages/reports-page.js'), 'ReportsPage'),
});
const attendanceRoute = createRoute({
  ...inside('/rooms/$roomId/meetings/$meetingId'),
  loader: () => loadWords(meetingsWords, roomsWords),
  component: lazyRouteComponent(() => import('../features/meetings/pages/attendance-page.js'), 'AttendancePage'),
});
const minutesRoute = createRoute({
  ...inside('/rooms/$roomId/meetings/$meetingId/minutes'),
  loader: () => loadWords(minutesWords, roomsWords, chatWords),
  component: lazyRouteComponent(() => import('../features/minutes/pages/minutes-page.js'), 'MinutesPage'),
});
const messagesRoute = createRoute({
  ...inside('/messages'),
  loader: () => loadWords(roomsWords),
  component: lazyRouteComponent(() => import('../features/rooms/pages/messages-page.js'), 'MessagesPage'),
});
const noticesRoute = createRoute({
  ...inside('/notices'),
  loader: () => loadWords(noticesWords),
  component: lazyRouteComponent(() => import('../features/notifications/pages/notices-page.js'), 'NoticesPage'),
});
const savedRoute = createRoute({
  ...inside('/saved'),
  loader: () => loadWords(savedWords, chatWords),
  component: lazyRouteComponent(() => import('../features/chat/saved/saved-page.js'), 'SavedPage'),
});
const peopleRoute = createRoute({
  ...inside('/people'),
  validateSearch: directorySearch,
  loader: () => loadWords(profilesWords),
  component: lazyRouteComponent(() => import('../features/profiles/pages/people-page.js'), 'PeoplePage'),
});
const personRoute = createRoute({
  ...inside('/people/$personId'),
  loader: () => loadWords(profilesWords),
  component: lazyRouteComponent(() => import('../features/profiles/pages/person-page.js'), 'PersonPage'),
});
const editProfileRoute = createRoute({
  ...inside('/profile'),
  loader: () => loadWords(profilesWords),
  component: lazyRouteComponent(() => import('../features/profiles/pages/edit-profile-page.js'), 'EditProfilePage'),
});
const settingsRoute = createRoute({
  ...inside('/settings'),
  loader: () => loadWords(settingsWords, accountsWords, identitiesWords, profilesWords, noticesWords, roomNoticesWords),
  component: lazyRouteComponent(() => import('../features/accounts/pages/settings-page.js'), 'SettingsPage'),
});
const adminRoute = createRoute({
  ...inside('/admin'),
  validateSearch: adminSearch,
  loader: () => loadWords(adminWords, hubWords),
  component: lazyRouteComponent(() => import('../features/admin/pages/admin-page.js'), 'AdminPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...outsideRoutes,
    shellRoute.addChildren([
      homeRoute,
      roomsRoute,
      newRoomRoute,
      roomRoute,
      roomPeopleRoute,
      attendanceRoute,
      minutesRoute,
      reportsRoute,
      messagesRoute,
      savedRoute,
      peopleRoute,
      personRoute,
      editProfileRoute,
      noticesRoute,
      settingsRoute,
      adminRoute,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PendingPage,
  defaultPendingMs: 250,
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
