// The directory, a person, and one's own page.
export function peoplePages({ people, offline, MISSING_ID }) {
  const { lucia } = people;
  return [
    {
      page: 'directory',
      title: 'People',
      states: [
        { name: 'full', path: '/people', who: lucia },
        { name: 'narrowed', path: '/people?skill=Python', who: lucia },
        { name: 'empty: nobody with that', path: '/people?q=xyzxyz', who: lucia },
        { name: 'loading', path: '/people', who: lucia, hold: '**/api/people?**' },
        {
          name: 'error',
          path: '/people',
          who: lucia,
          fail: '**/api/people**',
          act: ({ page }) => page.waitForTimeout(2_500),
        },
        { name: 'offline', path: '/people', who: lucia, act: offline },
      ],
    },
    {
      page: 'person',
      title: 'A person',
      states: [
        { name: 'somebody else', path: `/people/${people.amaia.actor.accountId}`, who: lucia },
        { name: 'oneself', path: `/people/${people.lucia.actor.accountId}`, who: lucia },
        { name: 'long names, nothing told', path: `/people/${people.long.id}`, who: lucia },
        { name: 'no such page', path: `/people/${MISSING_ID}`, who: lucia },
        { name: 'loading', path: `/people/${people.amaia.actor.accountId}`, who: lucia, hold: '**/api/people/**' },
        { name: 'its form', path: '/profile', who: lucia, height: 1800 },
      ],
    },
  ];
}
