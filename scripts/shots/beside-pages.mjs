// What stands beside a chat: the panels of a room, reports, minutes; and the box that searches.
const pressed =
  (name) =>
  async ({ page }) =>
    page.getByRole('button', { name }).first().click();

/** Opens a thing of the room's header, or of its menu where the screen is narrow. */
const open =
  (name) =>
  async ({ page }) => {
    const button = page.locator('main header').getByRole('button', { name }).first();
    if (await button.isVisible()) await button.click();
    else {
      await page.getByRole('button', { name: /^(Opciones de la sala|Room options)$/ }).click();
      await page.getByRole('menuitem', { name }).click();
    }
    await page.waitForTimeout(800);
  };
const steps =
  (...all) =>
  async (stage) => {
    for (const one of all) await one(stage);
  };
const CHAT = /^(Del chat|From the chat)/;
const MEETINGS = /^(Encuentros|Meetings)$/;
const tab =
  (name) =>
  async ({ page }) => {
    await page.getByText(name, { exact: true }).first().click();
    await page.waitForTimeout(600);
  };
const wait = ({ page }) => page.waitForTimeout(2_500);

export function besidePages({ people, rooms }) {
  const { lucia, amaia, newcomer, mateo } = people;
  const club = `/rooms/${rooms.club}`;
  const minutes = `${club}/meetings/${rooms.meeting}/minutes`;
  const reports = `${club}/reports`;
  return [
    {
      page: 'threads',
      title: 'Room: threads, questions, pins',
      states: [
        { name: 'threads', path: club, who: amaia, act: open(CHAT) },
        { name: 'questions', path: club, who: lucia, act: steps(open(CHAT), tab(/^(Preguntas|Questions)$/)) },
        { name: 'pins and decisions', path: club, who: lucia, act: steps(open(CHAT), tab(/^(Fijados|Pinned)$/)) },
        { name: 'a thread', path: club, who: amaia, act: steps(open(CHAT), aThread) },
        { name: 'none yet', path: `/rooms/${rooms.empty}`, who: lucia, act: open(CHAT) },
      ],
    },
    {
      page: 'meetings',
      title: 'Room: meetings',
      states: [
        { name: 'whoever runs the room', path: club, who: lucia, act: open(MEETINGS), height: 1100 },
        { name: 'whoever takes part', path: club, who: amaia, act: open(MEETINGS), height: 1100 },
        { name: 'none yet', path: `/rooms/${rooms.empty}`, who: lucia, act: open(MEETINGS) },
        {
          name: 'planning one',
          path: club,
          who: lucia,
          act: steps(open(MEETINGS), pressed(/^(Convocar un encuentro|Schedule a meeting|Plan a meeting)$/)),
        },
        { name: 'attendance', path: `${club}/meetings/${rooms.meeting}`, who: lucia },
      ],
    },
    {
      page: 'minutes',
      title: 'Minutes and replay',
      states: [
        { name: 'published', path: minutes, who: amaia, height: 2600 },
        { name: 'correcting', path: minutes, who: lucia, act: pressed(/^(Corregir|Correct|Edit)$/) },
        { name: 'replay', path: minutes, who: amaia, act: replay },
        { name: 'loading', path: minutes, who: amaia, hold: '**/api/**/minutes' },
        { name: 'error', path: minutes, who: amaia, fail: '**/api/**/minutes', act: wait },
      ],
    },
    {
      page: 'reports',
      title: 'Reports',
      states: [
        { name: 'open', path: reports, who: lucia },
        { name: 'what was said around', path: reports, who: lucia, act: steps(pressed(/alrededor|around/i), soon) },
        { name: 'decisions', path: reports, who: lucia, act: tab(/^(Decisiones|Decisions)$/) },
        { name: 'muting', path: reports, who: lucia, act: steps(pressed(/^(Silenciar|Mute)$/), soon) },
        { name: 'empty', path: `/rooms/${rooms.empty}/reports`, who: lucia },
        { name: 'no permission', path: reports, who: newcomer },
        { name: 'muted, in the room', path: club, who: mateo },
        {
          name: 'order and memory',
          path: club,
          who: lucia,
          act: steps(open(/^(Orden y memoria|Order and memory)$/), soon),
        },
      ],
    },
    {
      page: 'search',
      title: 'Search',
      states: [
        { name: 'opened', path: '/home', who: lucia, act: search('') },
        { name: 'found', path: '/home', who: lucia, act: search('estación') },
        { name: 'narrowed', path: '/home', who: lucia, act: search('de:') },
        { name: 'nothing', path: '/home', who: lucia, act: search('xyzxyzxyz') },
      ],
    },
    {
      page: 'saved',
      title: 'Saved messages',
      states: [
        { name: 'full', path: '/saved', who: lucia },
        { name: 'empty', path: '/saved', who: newcomer },
        { name: 'loading', path: '/saved', who: lucia, hold: '**/api/saved*' },
        { name: 'error', path: '/saved', who: lucia, fail: '**/api/saved*', act: wait },
      ],
    },
  ];

  async function aThread({ page }) {
    await page
      .getByRole('complementary')
      .getByText(/estación/)
      .first()
      .click();
    await page.waitForTimeout(800);
  }
  async function replay({ page }) {
    const bar = page.getByRole('slider');
    await bar.scrollIntoViewIfNeeded();
    await bar.fill(String(Math.round(Number(await bar.getAttribute('max')) * 0.9)));
    await page.evaluate(() => document.querySelector('[aria-labelledby=replay]')?.scrollIntoView());
  }
}

const soon = ({ page }) => page.waitForTimeout(800);
function search(words) {
  return async ({ page }) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').first().fill(words);
    await page.waitForTimeout(1_500);
  };
}
