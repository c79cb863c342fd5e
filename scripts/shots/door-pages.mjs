// The pages in front of the sign-in, in their states.

const changedHub =
  (changes) =>
  ({ page }) =>
    page.route('**/api/hub', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), ...changes } });
    });
export const press = async ({ page }) => {
  await page.locator('main button[type=submit]').first().click();
};
export const offline = async ({ context, page }) => {
  await context.setOffline(true);
  await page.waitForTimeout(600);
};

export const doorPages = ({ people: { newcomer }, rooms }) => [
  {
    page: 'landing',
    title: 'Landing',
    states: [
      { name: 'first screen', path: '/' },
      { name: 'whole page', path: '/', whole: true },
    ],
  },
  {
    page: 'register',
    title: 'Register',
    states: [
      { name: 'empty', path: '/register' },
      { name: 'sent without filling it in', path: '/register', act: press, whole: true },
      { name: 'closed hub', path: '/register', before: changedHub({ registration: 'closed' }) },
      { name: 'invited only', path: '/register', before: changedHub({ registration: 'invite' }) },
    ],
  },
  {
    page: 'sign-in',
    title: 'Sign in',
    states: [
      { name: 'empty', path: '/sign-in' },
      { name: 'a new hub', path: '/sign-in', before: changedHub({ needsAdmin: true }) },
      {
        name: 'refused',
        path: '/sign-in?why=accounts/session-reused',
        async act({ page }) {
          await page.locator('input[type=email]').fill('lucia@example.org');
          await page.locator('input[type=password]').fill('no es esta');
          await press({ page });
          await page.waitForTimeout(900);
        },
      },
      {
        name: 'offline',
        path: '/sign-in',
        async act({ page, context }) {
          await page.locator('input[type=email]').fill('lucia@example.org');
          await page.locator('input[type=password]').fill('no es esta');
          await offline({ context, page });
          await press({ page });
        },
      },
    ],
  },
  {
    page: 'mailed-links',
    title: 'Links from mails',
    states: [
      { name: 'forgot the password', path: '/forgot-password' },
      {
        name: 'asked for',
        path: '/forgot-password',
        async act({ page }) {
          await page.locator('input[type=email]').fill('lucia@example.org');
          await press({ page });
          await page.waitForTimeout(900);
        },
      },
      { name: 'a link that is no longer good', path: `/reset-password#${'A'.repeat(22)}.${'A'.repeat(43)}` },
      { name: 'an address that cannot be confirmed', path: `/verify-email#${'A'.repeat(22)}.${'A'.repeat(43)}` },
    ],
  },
  {
    page: 'setup',
    title: 'Set-up',
    states: [
      { name: 'first visit', path: '/setup', before: changedHub({ needsAdmin: true }), whole: true },
      { name: 'already done', path: '/setup' },
    ],
  },
  {
    page: 'invite',
    title: 'Invitation',
    states: [
      { name: 'open to guests', path: `/i/${rooms.invites.open}` },
      { name: 'with an account, long names', path: `/i/${rooms.invites.members}` },
      { name: 'signed in', path: `/i/${rooms.invites.open}`, who: newcomer },
      { name: 'loading', path: `/i/${rooms.invites.open}`, hold: '**/api/invites/**' },
      { name: 'not valid', path: '/i/nadaaquinadaaqui' },
      {
        name: 'error',
        path: `/i/${rooms.invites.open}`,
        fail: '**/api/invites/**',
        act: ({ page }) => page.waitForTimeout(2_500),
      },
    ],
  },
];
