import type { Page } from 'playwright-core';
import { barriers, phone } from '../support/browser.js';
import { itWasQuiet, openHouse } from './house.js';
import { inviteLink } from './room-steps.js';
import { createRoom, en, es, reads } from './steps.js';

const house = openHouse();
const field = (page: Page, words = es) => page.getByRole('textbox', { name: words.write });
const offered = (page: Page, name: string) => page.getByRole('listbox', { name }).getByRole('option');

it('names, emoji and commands are offered while one writes, by keyboard on a desk', async () => {
  const host = await house.newcomer('Gema Lara');
  await createRoom(host.page, 'Sala de escribir', es);
  const other = await house.newcomer('Íñigo Ruiz', { ...phone, language: 'en' });
  await other.page.goto(await inviteLink(host.page));
  await other.page.getByRole('button', { name: /^Come in as|^Enter as/ }).click();
  const here = field(other.page, en);
  await here.waitFor();

  const write = field(host.page);
  await write.pressSequentially('Mira, @ini');
  await offered(host.page, 'Personas que puedes mencionar').getByText('Íñigo Ruiz').waitFor();
  expect(await barriers(host.page)).toEqual([]);
  await write.press('Tab');
  await write.pressSequentially('esto :cohe');
  const rocket = offered(host.page, 'Emojis que encajan').first();
  await rocket.getByText(':rocket:').waitFor();
  expect(await write.getAttribute('aria-activedescendant')).toBe(await rocket.getAttribute('id'));
  expect(await barriers(host.page)).toEqual([]);
  await write.press('Enter');
  await write.press('Enter');
  expect(await reads(other.page, 'Mira, @Íñigo Ruiz esto 🚀')).toBe(1);

  // The arrows go round, Esc puts the list away and nothing else, and a slash offers what one may do.
  await write.pressSequentially('/');
  const commands = offered(host.page, 'Órdenes que puedes usar');
  await commands.getByText('/código').waitFor();
  expect(await commands.count()).toBeGreaterThanOrEqual(4);
  await write.press('ArrowUp');
  expect(await commands.last().getAttribute('aria-selected')).toBe('true');
  await write.press('Escape');
  await commands.first().waitFor({ state: 'hidden' });
  expect(await write.inputValue()).toBe('/');
  await write.fill('');
  await write.pressSequentially('/cod');
  await write.press('Enter');
  await write.pressSequentially('a = 1');
  await write.press('Enter');
  await other.page.getByRole('log').locator('pre code').getByText('a = 1').waitFor();

  // By finger on a phone of 360 px, in English.
  await here.pressSequentially('ok :part');
  const party = offered(other.page, 'Emoji that fit').filter({ hasText: 'party' }).first();
  await party.waitFor();
  expect(await barriers(other.page)).toEqual([]);
  await party.tap();
  expect(await here.inputValue()).toMatch(/^ok \p{RGI_Emoji} $/v);
  expect(await other.page.evaluate<string>('document.activeElement.localName')).toBe('textarea');
});

it('every emoji can be found for a reaction', async () => {
  const host = await house.newcomer('Lola Peral');
  await createRoom(host.page, 'Sala de emojis', es);
  await host.page.getByRole('button', { name: 'Añadir emoji' }).click();
  await host.page.getByRole('searchbox', { name: 'Buscar emoji' }).fill('acordeón');
  await host.page.getByRole('button', { name: '🪗', exact: true }).click();
  expect(await field(host.page).inputValue()).toBe('🪗');
});

itWasQuiet(house);
