import { createRootRoute, createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { loadWords } from '../lib/i18n/i18n.js';
import { readSessionHint } from '../lib/session/hint.js';
import { accountsWords } from '../features/accounts/accounts.words.js';
import { identitiesWords } from '../features/accounts/identities/identities.words.js';
import { mailedLinksWords } from '../features/accounts/mailed-links/mailed-links.words.js';
import { hubWords } from '../features/admin/hub/hub.words.js';
import { landingWords } from '../features/landing/landing.words.js';
import { noticesWords } from '../features/notifications/notices.words.js';
import { profilesWords } from '../features/profiles/profiles.words.js';
import { isLegalName } from '../features/legal/legal-document.js';
import { legalWords } from '../features/legal/legal.words.js';
import { roomsWords } from '../features/rooms/rooms.words.js';
import { NotFoundPage } from './not-found-page.js';
import { RootFrame } from './root-frame.js';

export const rootRoute = createRootRoute({ component: RootFrame, notFoundComponent: NotFoundPage });

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
const unsubscribeRoute = createRoute({
  ...outside('/unsubscribe'),
  loader: () => loadWords(noticesWords),
  component: lazyRouteComponent(() => import('../features/notifications/pages/unsubscribe-page.js'), 'UnsubscribePage'),
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

/** Somebody's page as passers-by find it; whoever is signed in sees it in the shell. */
const publicPersonRoute = createRoute({
  ...outside('/p/$personId'),
  beforeLoad: ({ params }) => homeIfSignedIn(`/people/${params.personId}`),
  loader: () => loadWords(profilesWords),
  component: lazyRouteComponent(() => import('../features/profiles/pages/public-person-page.js'), 'PublicPersonPage'),
});

const servicesRoute = createRoute({
  ...outside('/services'),
  loader: () => loadWords(hubWords),
  component: lazyRouteComponent(() => import('../features/admin/hub/services-page.js'), 'ServicesPage'),
});

/** All of them. */
export const outsideRoutes = [
  landingRoute,
  registerRoute,
  signInRoute,
  elsewhereRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  verifyEmailRoute,
  unsubscribeRoute,
  setupRoute,
  demoWindowRoute,
  inviteRoute,
  publicPersonRoute,
  legalRoute,
  servicesRoute,
] as const;
