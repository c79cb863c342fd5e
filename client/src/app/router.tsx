import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from '@tanstack/react-router';
import { loadWords } from '../lib/i18n/i18n.js';
import { landingWords } from '../features/landing/landing.words.js';
import { isLegalName } from '../features/legal/legal-document.js';
import { legalWords } from '../features/legal/legal.words.js';
import { ErrorPage } from './error-page.js';
import { NotFoundPage } from './not-found-page.js';
import { PendingPage } from './pending-page.js';
import { RootFrame } from './root-frame.js';
import { readSessionHint } from './session-hint.js';

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

const registerRoute = createRoute({ ...outside('/register'), validateSearch: thenSearch, component: Placeholder });
const signInRoute = createRoute({ ...outside('/sign-in'), validateSearch: thenSearch, component: Placeholder });
const setupRoute = createRoute({ ...outside('/setup'), component: Placeholder });
const inviteRoute = createRoute({ ...outside('/i/$code'), component: Placeholder });
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
  beforeLoad: ({ location }) => {
    if (!readSessionHint()) throw redirect({ to: '/sign-in', search: { then: location.href }, replace: true });
  },
  component: lazyRouteComponent(() => import('./shell/app-shell.js'), 'AppShell'),
});
const inside = <const P extends string>(path: P) => ({ getParentRoute: () => shellRoute, path });

const homeRoute = createRoute({ ...inside('/home'), component: Placeholder });
const roomsRoute = createRoute({ ...inside('/rooms'), component: Placeholder });
const newRoomRoute = createRoute({ ...inside('/rooms/new'), component: Placeholder });
const roomRoute = createRoute({ ...inside('/rooms/$roomId'), component: Placeholder });
const roomPeopleRoute = createRoute({ ...inside('/rooms/$roomId/people'), component: Placeholder });
const messagesRoute = createRoute({ ...inside('/messages'), component: Placeholder });
const settingsRoute = createRoute({ ...inside('/settings'), component: Placeholder });
const adminRoute = createRoute({ ...inside('/admin'), component: Placeholder });

/** Stands where a page is still to come: replace `component: Placeholder` by a `lazyRouteComponent`. */
function Placeholder() {
  return <PendingPage />;
}

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    landingRoute,
    registerRoute,
    signInRoute,
    setupRoute,
    inviteRoute,
    legalRoute,
    shellRoute.addChildren([
      homeRoute,
      roomsRoute,
      newRoomRoute,
      roomRoute,
      roomPeopleRoute,
      messagesRoute,
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
