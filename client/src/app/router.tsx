import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { loadWords } from '../lib/i18n/i18n.js';
import { readSessionHint } from '../lib/session/hint.js';
import { accountsWords } from '../features/accounts/accounts.words.js';
import { identitiesWords } from '../features/accounts/identities/identities.words.js';
import { mailedLinksWords } from '../features/accounts/mailed-links/mailed-links.words.js';
import { settingsWords } from '../features/accounts/settings.words.js';
import { adminSearch } from '../features/admin/admin-search.js';
import { adminWords } from '../features/admin/admin.words.js';
import { homeWords } from '../features/home/home.words.js';
import { landingWords } from '../features/landing/landing.words.js';
import { savedWords } from '../features/chat/saved/saved.words.js';
import { chatWords } from '../features/chat/chat.words.js';
import { meetingsWords } from '../features/meetings/meetings.words.js';
import { materialsWords } from '../features/materials/materials.words.js';
import { roomWords } from '../features/rooms/room/room.words.js';
import { isLegalName } from '../features/legal/legal-document.js';
import { legalWords } from '../features/legal/legal.words.js';
import { peopleSearch, roomsSearch } from '../features/rooms/rooms-search.js';
import { uploadsWords } from '../features/uploads/uploads.words.js';
import { roomsWords } from '../features/rooms/rooms.words.js';
import { ErrorPage } from './error-page.js';
import { NotFoundPage } from './not-found-page.js';
import { PendingPage } from './pending-page.js';
import { RootFrame } from './root-frame.js';

const rootRoute = createRootRoute({ component: RootFrame, notFoundComponent: NotFoundPage });

/** Pages for everybody; each stands alone, without the app shell. */
const outside = <const P extends string>(path: P) => ({ getParentRoute: () => rootRoute, path });

const landingRoute = createRoute({
  ...outside('/'),
  beforeLoad: () => {
    if (readSessionHint()) throw redirect({ to: '/home', replace: true });
  },
  loader: () => loadWords(landingWords),
  component: lazyRouteComponent(() => import('../features/landing/pages/landing-page.js'), 'LandingPage'),
});

/** Where to go after signing in: a path of this app, never another origin. */
const thenSearch = (search: Record<string, unknown>): { then?: string } => {
  const wish = search.then;
  return typeof wish === 'string' && /^\/(?![/\\])/.test(wish) ? { then: wish } : {};
};

/** A code of an invitation, or of the error that ended the last session: short plain words only. */
const plainWord = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w/-]{1,64}$/.test(value) ? value : undefined;

/** Whoever is signed in already has nothing to do at the door. */
function homeIfSignedIn(href: string): void {
  if (readSessionHint()) throw redirect({ href, replace: true });
}

const registerRoute = createRoute({
  ...outside('/register'),
  validateSearch: (search: Record<string, unknown>): { then?: string; invite?: string } => ({
    ...thenSearch(search),
    invite: plainWord(search.invite),
  }),
  beforeLoad: ({ search: { invite, then } }) => homeIfSignedIn(invite ? `/i/${invite}` : (then ?? '/home')),
  loader: () => loadWords(accountsWords),
  component: lazyRouteComponent(() => import('../features/accounts/pages/register-page.js'), 'RegisterPage'),
});
const signInRoute = createRoute({
  ...outside('/sign-in'),
  validateSearch: (search: Record<string, unknown>): { then?: string; why?: string } => ({
    ...thenSearch(search),
    why: plainWord(search.why),
  }),
  beforeLoad: ({ search: { then } }) => homeIfSignedIn(then ?? '/home'),
  loader: () => loadWords(accountsWords),
  component: lazyRouteComponent(() => import('../features/accounts/pages/sign-in-page.js'), 'SignInPage'),
});
const elsewhereRoute = createRoute({
  ...outside('/sign-in/with/$provider'),
  loader: () => loadWords(accountsWords, identitiesWords),
  component: lazyRouteComponent(() => import('../features/accounts/identities/elsewhere-page.js'), 'ElsewherePage'),
});
const forgotPasswordRoute = createRoute({
  ...outside('/forgot-password'),
  loader: () => loadWords(mailedLinksWords),
  component: lazyRouteComponent(
    () => import('../features/accounts/mailed-links/forgot-password-page.js'),
    'ForgotPasswordPage',
  ),
});
const resetPasswordRoute = createRoute({
  ...outside('/reset-password'),
  loader: () => loadWords(mailedLinksWords),
  component: lazyRouteComponent(
    () => import('../features/accounts/mailed-links/reset-password-page.js'),
    'ResetPasswordPage',
  ),
});
const verifyEmailRoute = createRoute({
  ...outside('/verify-email'),
  loader: () => loadWords(mailedLinksWords),
  component: lazyRouteComponent(
    () => import('../features/accounts/mailed-links/verify-email-page.js'),
    'VerifyEmailPage',
  ),
});
const setupRoute = createRoute({
  ...outside('/setup'),
  loader: () => loadWords(accountsWords),
  component: lazyRouteComponent(() => import('../features/accounts/pages/setup-page.js'), 'SetupPage'),
});
const demoWindowRoute = createRoute({
  ...outside('/demo-window'),
  loader: () => loadWords(accountsWords),
  component: lazyRouteComponent(() => import('../features/accounts/pages/demo-window-page.js'), 'DemoWindowPage'),
});
const inviteRoute = createRoute({
  ...outside('/i/$code'),
  loader: () => loadWords(roomsWords),
  component: lazyRouteComponent(() => import('../features/rooms/pages/invite-page.js'), 'InvitePage'),
});
const legalRoute = createRoute({
  ...outside('/legal/$document'),
  beforeLoad: ({ params }) => {
    if (!isLegalName(params.document)) throw notFound();
  },
  loader: () => loadWords(legalWords),
  component: lazyRouteComponent(() => import('../features/legal/pages/legal-page.js'), 'LegalPage'),
});

/** Everything behind the sign-in, inside the shell: rail, list, content, one side panel. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ location, preload }) => {
    const toSignIn = () => redirect({ to: '/sign-in', search: { then: location.href }, replace: true });
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
  loader: () => loadWords(roomWords, roomsWords, chatWords, meetingsWords, uploadsWords, materialsWords),
  component: lazyRouteComponent(() => import('../features/rooms/room/room-page.js'), 'RoomPage'),
});
const roomPeopleRoute = createRoute({
  ...inside('/rooms/$roomId/people'),
  validateSearch: peopleSearch,
  loader: () => loadWords(roomsWords),
  component: lazyRouteComponent(() => import('../features/rooms/pages/room-people-page.js'), 'RoomPeoplePage'),
});
const attendanceRoute = createRoute({
  ...inside('/rooms/$roomId/meetings/$meetingId'),
  loader: () => loadWords(meetingsWords, roomsWords),
  component: lazyRouteComponent(() => import('../features/meetings/pages/attendance-page.js'), 'AttendancePage'),
});
const messagesRoute = createRoute({
  ...inside('/messages'),
  loader: () => loadWords(roomsWords),
  component: lazyRouteComponent(() => import('../features/rooms/pages/messages-page.js'), 'MessagesPage'),
});
const savedRoute = createRoute({
  ...inside('/saved'),
  loader: () => loadWords(savedWords, chatWords),
  component: lazyRouteComponent(() => import('../features/chat/saved/saved-page.js'), 'SavedPage'),
});
const settingsRoute = createRoute({
  ...inside('/settings'),
  loader: () => loadWords(settingsWords, accountsWords, identitiesWords),
  component: lazyRouteComponent(() => import('../features/accounts/pages/settings-page.js'), 'SettingsPage'),
});
const adminRoute = createRoute({
  ...inside('/admin'),
  validateSearch: adminSearch,
  loader: () => loadWords(adminWords),
  component: lazyRouteComponent(() => import('../features/admin/pages/admin-page.js'), 'AdminPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    landingRoute,
    registerRoute,
    signInRoute,
    elsewhereRoute,
    forgotPasswordRoute,
    resetPasswordRoute,
    verifyEmailRoute,
    setupRoute,
    demoWindowRoute,
    inviteRoute,
    legalRoute,
    shellRoute.addChildren([
      homeRoute,
      roomsRoute,
      newRoomRoute,
      roomRoute,
      roomPeopleRoute,
      attendanceRoute,
      messagesRoute,
      savedRoute,
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
