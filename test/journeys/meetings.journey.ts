import { words as en } from '../../client/src/features/meetings/meetings.en.js';
import { words as es } from '../../client/src/features/meetings/meetings.es.js';
import { barriers, desktop, phone } from '../support/browser.js';
import { itWasQuiet, openHouse } from './house.js';
import { barOf, meetingOf, plan } from './meeting-steps.js';
import { enterBy, inviteLink, option } from './room-steps.js';
import { createRoom, en as english, es as spanish } from './steps.js';

const house = openHouse();

it('three people: one plans with a waiting room, two ask to come in, the agenda runs, and each says how it was', async () => {
  const host = (await house.newcomer('Clara Montes')).page;
  await createRoom(host, 'Lecturas del jueves', spanish);
  const link = await inviteLink(host);
  const second = (await house.newcomer('Nadia Ferrer', phone)).page;
  const third = (await house.newcomer('Wanja Otieno', { ...desktop, language: 'en', scheme: 'dark' })).page;
  await enterBy(second, link);
  await third.goto(link);
  await third.getByRole('button', { name: /^Enter as/ }).click();
  await third.waitForURL(/\/rooms\//);

  const title = 'Capítulo tres';
  await plan(host, es, { title, day: new Date(), steps: ['Ronda', 'Texto'], waitingRoom: true });
  await option(second, es.title);
  await meetingOf(second, title).getByRole('button', { name: es.answer.yes, exact: true }).click();
  await third.getByRole('button', { name: en.title, exact: true }).click();
  await meetingOf(third, title).getByRole('button', { name: en.answer.maybe, exact: true }).click();
  await meetingOf(host, title).getByText('1 van · 1 quizá · 0 no').waitFor();
  await meetingOf(host, title).getByRole('button', { name: es.who }).click();
  await host.getByRole('dialog').getByText('Nadia Ferrer').waitFor();
  expect(await barriers(host)).toEqual([]);
  await host.keyboard.press('Escape');
  for (const page of [second, third]) expect(await barriers(page)).toEqual([]);
  expect(await second.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await second
    .getByRole('complementary', { name: es.title })
    .getByRole('button', { name: /Cerrar/ })
    .first()
    .click();

  // Its doors open by themselves; both wait in words, the host is told.
  await barOf(second, title).getByRole('button', { name: es.door.ask }).click();
  await barOf(second, title).getByText(es.door.asking).waitFor();
  await barOf(third, title).getByRole('button', { name: en.door.ask }).click();
  await host
    .getByRole('button', { name: es.door.nameAdmit.replace('{{name}}', 'Nadia Ferrer'), exact: true })
    .waitFor();
  await host.getByRole('button', { name: es.door.admitAll, exact: true }).click();
  await barOf(second, title).getByText(es.door.in).waitFor();
  await barOf(third, title).getByText(en.door.in).waitFor();
  await third.reload();
  await barOf(third, title).getByText(en.door.in).waitFor();

  await barOf(host, title).getByRole('button', { name: es.start }).click();
  await barOf(second, title).getByText('Paso 1 de 2: Ronda').waitFor();
  await barOf(second, title).getByRole('timer').waitFor();
  await barOf(host, title).getByRole('button', { name: es.bar.next }).click();
  await barOf(third, title).getByText('Step 2 of 2: Texto').waitFor();
  for (const page of [host, second, third]) expect(await barriers(page)).toEqual([]);

  await meetingOf(host, title)
    .getByRole('button', { name: es.options.replace('{{title}}', title) })
    .click();
  await host.getByRole('menuitem', { name: es.end }).click();
  await host.getByRole('dialog').getByRole('button', { name: es.end }).click();
  const question = second.getByRole('region', { name: es.rating.title.replace('{{title}}', title) });
  await question.getByRole('button', { name: '5 de 5' }).click();
  await question.getByLabel(es.rating.word).fill('clara');
  expect(await barriers(second)).toEqual([]);
  await question.getByRole('button', { name: es.rating.send }).click();
  await question.waitFor({ state: 'detached' });
  const other = third.getByRole('region', { name: en.rating.title.replace('{{title}}', title) });
  await other.getByRole('button', { name: en.rating.skip }).click();
  await other.waitFor({ state: 'detached' });

  await host.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: es.attendance }).click();
  await host.getByRole('heading', { level: 1, name: es.attendance }).waitFor();
  await host.getByRole('row', { name: /Nadia Ferrer/ }).waitFor();
  expect(await barriers(host)).toEqual([]);
  const file = host.waitForEvent('download');
  await host.getByRole('button', { name: es.sheet.csv }).click();
  expect((await file).suggestedFilename()).toBe('attendance.csv');
});

it('in English on a phone: a series is planned, shown at home, subscribed to, changed and called off', async () => {
  const { page } = await house.newcomer('Ruth Bader', { ...phone, language: 'en', scheme: 'dark' });
  await createRoom(page, 'Thursday readings', english);
  await option(page, en.title);
  await page.getByRole('button', { name: en.panel.schedule }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('button', { name: en.form.send, exact: true }).click();
  await form.getByText(en.form.missingName).waitFor();
  expect(await barriers(page)).toEqual([]);
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  await form.getByLabel(en.form.name).fill('Chapter three');
  await form.getByLabel(en.form.date, { exact: true }).fill(soon.slice(0, 10));
  await form.getByLabel(en.form.time, { exact: true }).fill(soon.slice(11, 16));
  await form.getByLabel(en.form.zone).selectOption('UTC');
  await form.getByLabel(en.form.repeat).selectOption('day');
  await form.getByLabel(en.form.count).fill('3');
  expect(await barriers(page)).toEqual([]);
  await form.getByRole('button', { name: en.form.send, exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByText('3 meetings scheduled.').waitFor();
  expect(await meetingOf(page, 'Chapter three').count()).toBe(3);
  await page.getByRole('button', { name: en.calendar.make }).click();
  expect(await page.getByLabel(en.calendar.address).inputValue()).toMatch(/\/api\/calendars\/[\w-]{43}\.ics$/);

  const first = meetingOf(page, 'Chapter three').first();
  const options = { name: en.options.replace('{{title}}', 'Chapter three') };
  await first.getByRole('button', options).click();
  await page.getByRole('menuitem', { name: en.edit }).click();
  await page.getByRole('dialog').getByLabel(en.form.name).fill('Chapter four');
  await page.getByRole('dialog').getByText(en.scope.following).click();
  await page.getByRole('dialog').getByRole('button', { name: en.form.save }).click();
  await meetingOf(page, 'Chapter four').nth(2).waitFor();
  await meetingOf(page, 'Chapter four').nth(1).getByRole('button').first().click();
  await page.getByRole('menuitem', { name: en.cancel }).click();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: en.cancel }).click();
  await meetingOf(page, 'Chapter four').nth(2).waitFor({ state: 'detached' });
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  expect(await barriers(page)).toEqual([]);

  await page.goto('/home');
  await page.getByRole('heading', { name: en.upcoming.title }).waitFor();
  await page.getByRole('button', { name: en.answer.yes, exact: true }).first().click();
  await page.getByRole('button', { name: en.answer.yes, exact: true, pressed: true }).waitFor();
  expect(await barriers(page)).toEqual([]);
});

itWasQuiet(house);
