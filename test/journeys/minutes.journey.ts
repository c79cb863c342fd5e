import type { Page } from 'playwright-core';
import { words as meetings } from '../../client/src/features/meetings/meetings.es.js';
import { words as meetingsEn } from '../../client/src/features/meetings/meetings.en.js';
import { words as en } from '../../client/src/features/minutes/minutes.en.js';
import { words as es } from '../../client/src/features/minutes/minutes.es.js';
import { barriers, phone } from '../support/browser.js';
import { itWasQuiet, openHouse } from './house.js';
import { barOf, endToMinutes, plan } from './meeting-steps.js';
import { enterBy, inviteLink, option } from './room-steps.js';
import { createRoom, en as english, es as spanish, say } from './steps.js';

const house = openHouse();

it('a meeting ends, its minutes are there: the host corrects and publishes them, another reads and replays it', async () => {
  const host = (await house.newcomer('Clara Montes')).page;
  await createRoom(host, 'Lecturas del jueves', spanish);
  const link = await inviteLink(host);
  const other = (await house.newcomer('Wanja Otieno', { ...phone, language: 'en', scheme: 'dark' })).page;
  await enterBy(other, link);

  const title = 'Capítulo tres';
  await plan(host, meetings, { title, day: new Date(), steps: ['Ronda', 'Texto'] });
  await barOf(host, title).getByRole('button', { name: meetings.start }).click();
  await barOf(other, title).waitFor();
  await say(host, '/decisión Leemos hasta la página 90', spanish);
  await say(other, '/question Who brings the next text?', english);
  await say(other, 'https://example.org/chapter-four', english);
  await endToMinutes(host, title);
  const main = host.getByRole('main');
  await main.getByText('Leemos hasta la página 90').first().waitFor();
  await main.getByText(es.notReached.replace('{{title}}', 'Texto')).waitFor();
  expect(await barriers(host)).toEqual([]);
  await main.getByRole('button', { name: es.edit, exact: true }).click();
  const form = host.getByRole('dialog');
  await form.getByLabel(es.form.summary).fill('Un capítulo, una decisión.');
  await form.getByRole('button', { name: es.form.add }).click();
  await form.getByRole('button', { name: es.form.save, exact: true }).click();
  await form.getByText(es.form.empty).waitFor();
  expect(await barriers(host)).toEqual([]);
  await form.getByLabel(es.form.line.replace('{{n}}', '1'), { exact: true }).fill('Traer copias para quien faltó');
  await form.getByRole('button', { name: es.form.save, exact: true }).click();
  await main.getByText('Traer copias para quien faltó').waitFor();
  await main.getByRole('button', { name: es.publish, exact: true }).click();
  await main.getByText(es.published.replace('{{name}}', 'Clara Montes')).waitFor();

  await option(other, meetingsEn.title);
  await other.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: en.title }).click();
  const theirs = other.getByRole('main');
  await theirs.getByText('Un capítulo, una decisión.').waitFor();
  expect(await theirs.getByRole('button', { name: en.edit, exact: true }).count()).toBe(0);
  const bar = theirs.getByRole('slider', { name: en.replay.at });
  await theirs.getByText(en.replay.quiet).waitFor();
  expect(await bar.getAttribute('aria-valuetext')).not.toBe('');
  const chat = theirs.getByRole('list', { name: en.replay.chat });
  await bar.press('End');
  await chat.getByText('Leemos hasta la página 90').waitFor();
  await bar.press('Home');
  await theirs.getByText(en.replay.quiet).waitFor();
  await theirs.getByRole('button', { name: en.replay.play, exact: true }).click();
  await chat.getByText('Leemos hasta la página 90').waitFor();
  expect(await barriers(other)).toEqual([]);
  expect(await other.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await theirs.getByRole('link', { name: en.inChat }).first().click();
  await other.waitForURL(/\/rooms\/[^/]+\?message=\d+/);

  await onPaper(host, async () => {
    for (const line of [
      'Un capítulo, una decisión.',
      'Traer copias para quien faltó',
      'https://example.org/chapter-four',
    ])
      expect(await main.getByText(line).first().isVisible()).toBe(true);
    expect(await host.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
    for (const name of [es.edit, es.print, es.markdown, es.replay.play])
      expect(await host.getByRole('button', { name, exact: true }).count()).toBe(0);
    expect(await host.getByRole('link', { name: es.inChat }).count()).toBe(0);
    // Nothing scrolls on paper: whatever would is cut.
    expect(await host.evaluate(CUT)).toEqual([]);
  });

  const file = host.waitForEvent('download');
  await main.getByRole('button', { name: es.markdown }).click();
  expect((await file).suggestedFilename()).toBe('Acta.md');
});

/** As it is printed, on the width of a sheet. */
async function onPaper(page: Page, look: () => Promise<void>): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 720, height: 500 });
  await page.emulateMedia({ media: 'print' });
  await look();
  await page.emulateMedia({ media: null });
  if (size) await page.setViewportSize(size);
}

/** Boxes of the page that hide some of what is in them. */
const CUT = `[...document.querySelectorAll('main, main *, div:has(main)')]
  .filter((box) => getComputedStyle(box).overflow !== 'visible' && box.scrollHeight > box.clientHeight + 1)
  .map((box) => box.className)`;

itWasQuiet(house);
