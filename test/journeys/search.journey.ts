import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';
import { barriers, phone } from '../support/browser.js';
import { generous } from '../support/generous-limits.js';
import { uploaded } from '../support/files.js';
import { itWasQuiet, openHouse } from './house.js';

const house = openHouse({ replace: [generous] });
const HOSTILE = '<img src=x onerror="alert(1)"> barnizado';
let roomId: string;

beforeAll(async () => {
  const { hub } = house;
  const [ana, beto] = [await hub.person('Ana Núñez'), await hub.person('Beto Gil')];
  const [live, other] = [await ana.connect(), await beto.connect()];
  roomId = await hub.room(ana, { title: 'Taller de barro', about: 'Torno, moldes y esmaltes' });
  await other.do('rooms:join', { roomId });
  await live.post(roomId, 'La cerámica se cuece dos veces: bizcocho primero, esmalte después');
  for (let n = 1; n <= 70; n += 1) await other.post(roomId, `Pieza número ${n} del horno`);
  await live.post(roomId, HOSTILE);
  await other.post(roomId, '¿A cuántos grados se cuece la porcelana?', { asks: true });
  const file = await uploaded(ana, roomId, 'esmaltes-de-ceramica.txt', 'cobalto y cobre');
  await live.post(roomId, '', { attachments: [{ id: file.id, alt: '' }] });
  const secret = await hub.room(ana, { title: 'Sala escondida', visibility: 'private' });
  await live.post(secret, 'cerámica en secreto');
  await hub.log.settled();
}, 60_000);

const box = (page: Page): Locator => page.getByRole('dialog', { name: 'Buscar' });
const field = (page: Page): Locator => page.getByRole('combobox', { name: /Buscar personas/ });
const chosen = (page: Page): Locator => page.locator('[role=option][aria-selected=true]');

it('one finds by keyboard what was said, and goes there', async () => {
  const { page } = await house.newcomer('Lucía');
  await page.getByRole('button', { name: 'Buscar', exact: true }).waitFor();
  await page.keyboard.press('Control+k');
  await field(page).waitFor();
  expect(await page.evaluate('document.activeElement?.getAttribute("role")')).toBe('combobox');
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.type('ceramica');
  await page.getByRole('option', { name: /La cerámica se cuece/ }).waitFor();
  expect(await box(page).locator('mark').allTextContents()).toEqual(expect.arrayContaining(['cerámica', 'ceramica']));
  expect(await box(page).getByText('en secreto').count()).toBe(0);
  expect(await barriers(page)).toEqual([]);
  // The first is chosen; the arrows go round.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(await chosen(page).getAttribute('id'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/rooms\/[0-9a-f-]{36}\?message=\d+/);
  expect(await box(page).count()).toBe(0);
  const found = page.getByRole('log').getByText(/La cerámica se cuece dos veces/);
  await found.waitFor();
  await waitFor('it to be in sight', async () => {
    const [place, size] = [await found.boundingBox(), page.viewportSize()];
    return place && size && place.y >= 0 && place.y + place.height <= size.height;
  });

  // Remembered on this device, and forgotten when one says so.
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'ceramica', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Olvidar las búsquedas' }).click();
  await page.getByRole('option', { name: 'ceramica', exact: true }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await box(page).waitFor({ state: 'detached' });
});

it('operators are offered, understood and refused in words; what was said is only text', async () => {
  const { page } = await house.newcomer('Marta');
  await page.getByRole('button', { name: 'Buscar', exact: true }).click();
  await page.getByRole('option', { name: /^de:/ }).waitFor();
  await page.keyboard.type('tie');
  await page.getByRole('option', { name: /^tiene:/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'tiene:pregunta' }).click();
  expect(await field(page).inputValue()).toBe('tiene:pregunta ');
  await page.getByRole('option', { name: /¿A cuántos grados/ }).waitFor();
  await field(page).fill('tiene:tesoro');
  await page
    .getByRole('status')
    .getByText(/«tesoro» no se puede pedir/)
    .waitFor();
  await field(page).fill('zzzquenoexiste');
  await page
    .getByRole('status')
    .getByText(/No aparece nada/)
    .waitFor();
  await field(page).fill('barnizado');
  const option = page.getByRole('option', { name: /barnizado/ });
  await option.waitFor();
  expect(await option.textContent()).toContain('<img src=x onerror="alert(1)">');
  expect(await option.locator('img[src=x]').count()).toBe(0);
  // Page after page.
  await field(page).fill('horno');
  await page.getByRole('option', { name: 'Más en mensajes' }).click();
  await page.getByRole('option', { name: /Pieza número 50 / }).waitFor();
});

it('is a whole screen on a phone', async () => {
  const { page } = await house.newcomer('Nora', phone);
  await page.getByRole('button', { name: 'Buscar', exact: true }).tap();
  await field(page).fill('barro');
  const room = page.getByRole('option', { name: /Taller de barro/ });
  await room.waitFor();
  expect(await barriers(page)).toEqual([]);
  const { width, height } = (await box(page).boundingBox()) ?? { width: 0, height: 0 };
  expect([width, height]).toEqual([phone.width, phone.height]);
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await room.tap();
  await page.waitForURL(`**/rooms/${roomId}`);
});

itWasQuiet(house);
