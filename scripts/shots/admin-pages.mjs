// The administration, tab by tab.
export function adminPages({ people: { lucia, amaia } }) {
  const wait = ({ page }) => page.waitForTimeout(2_500);
  return [
    {
      page: 'admin',
      title: 'Administration',
      states: [
        { name: '200 people', path: '/admin', who: lucia },
        { name: 'a question is open', path: '/admin', who: lucia, act: openFirst },
        { name: 'loading', path: '/admin', who: lucia, hold: '**/api/admin/people**' },
        { name: 'error', path: '/admin', who: lucia, fail: '**/api/admin/people**', act: wait },
        { name: 'no permission', path: '/admin', who: amaia },
        { name: 'settings of the community', path: '/admin?tab=community', who: lucia },
        { name: 'settings, loading', path: '/admin?tab=community', who: lucia, hold: '**/api/admin/room-creators**' },
        {
          name: 'settings, error',
          path: '/admin?tab=community',
          who: lucia,
          fail: '**/api/admin/room-creators**',
          act: wait,
        },
      ],
    },
    {
      page: 'admin-hub',
      title: 'Administration: the hub',
      states: [
        { name: 'rooms live now', path: '/admin?tab=rooms', who: lucia },
        { name: 'brand', path: '/admin?tab=brand', who: lucia },
        { name: 'mail', path: '/admin?tab=mail', who: lucia },
        { name: 'system', path: '/admin?tab=system', who: lucia, height: 1500 },
        { name: 'audit log', path: '/admin?tab=audit', who: lucia },
        { name: 'outside services', path: '/services' },
      ],
    },
  ];
}

async function openFirst({ page }) {
  await page.locator('main [aria-haspopup=menu]').first().click();
}
