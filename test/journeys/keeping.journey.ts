import type { Page } from 'playwright-core';
import { Internet } from '../../src/platform/outgoing/internet.js';
import { OwnInternet, Site } from '../outgoing/own-internet.js';
import { barriers, phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { enterBy, go, inviteLink, message, openRoom, press } from './room-steps.js';
import { createRoom, es, reads, say } from './steps.js';

const house = openHouse({ env: { LINK_PREVIEWS: 'on' }, replace: [{ token: Internet, by: OwnInternet }] });
const field = (page: Page) => page.getByRole('textbox', { name: es.write });
let site: Site;
beforeAll(async () => {
  site = await new Site((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<title>Cómo se hace una tertulia</title><meta name="description" content="Paso a paso">');
  }).listen();
  OwnInternet.port = site.port;
});
afterAll(() => site.close());

it('a draft is on the other device, marks its room, survives being offline, and is gone when it is sent', async () => {
  const { page, device } = await house.newcomer('Gema Lara');
  await createRoom(page, 'Sala de borradores', es);
  await createRoom(page, 'La otra sala', es);
  await openRoom(page, 'Sala de borradores');
  const other = await device.newPage();
  await other.goto('/home');
  await openRoom(other, 'Sala de borradores');
  await field(page).pressSequentially('Estoy pensando en');
  await waitFor('the draft on the other page', async () => (await field(other).inputValue()) === 'Estoy pensando en');
  // Looking elsewhere, the room says that something waits there.
  await openRoom(page, 'La otra sala');
  const list = page.getByRole('navigation', { name: 'Mis salas' });
  await list.getByRole('link', { name: /Sala de borradores.*Borrador sin enviar/ }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await list.getByRole('link', { name: /Sala de borradores/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Sala de borradores' }).waitFor();
  await page.context().setOffline(true);
  await field(page).fill('Estoy pensando en algo sin red');
  await page.context().setOffline(false);
  await waitFor(
    'what was written without a network',
    async () => (await field(other).inputValue()) === 'Estoy pensando en algo sin red',
  );
  await field(other).press('Enter');
  await reads(page, 'Estoy pensando en algo sin red');
  await waitFor('an empty field', async () => (await field(page).inputValue()) === '');
});

it('a message is saved, found again from home, and leads to its place', async () => {
  const host = await house.newcomer('Alba Quirós');
  await createRoom(host.page, 'Sala que guardar', es);
  const other = await house.newcomer('Darío Mena', phone);
  await enterBy(other.page, await inviteLink(host.page));
  await say(host.page, 'La bibliografía está en el tablón', es);
  await reads(other.page, 'La bibliografía está en el tablón');
  const touched = message(other.page, 'La bibliografía');
  await touched.tap();
  await touched.getByRole('button', { name: 'Más acciones' }).tap();
  await other.page.getByRole('menuitem', { name: 'Guardar el mensaje' }).tap();
  await message(other.page, 'La bibliografía').getByRole('img', { name: 'Guardado' }).waitFor();
  expect(await message(host.page, 'La bibliografía').getByRole('img', { name: 'Guardado' }).count()).toBe(0);
  await go(other.page, 'Inicio');
  await other.page.getByRole('link', { name: 'Guardados' }).click();
  await other.page.getByRole('heading', { level: 1, name: 'Guardados' }).waitFor();
  const row = other.page.getByRole('main').getByRole('listitem').filter({ hasText: 'La bibliografía' });
  await row.getByText('en Sala que guardar').waitFor();
  expect(await barriers(other.page)).toEqual([]);
  await row.getByRole('link', { name: 'Ir al mensaje' }).click();
  await other.page.locator('[data-highlighted]').filter({ hasText: 'La bibliografía' }).waitFor();
  await other.page.goBack();
  await row.getByRole('button', { name: 'Quitar de guardados' }).click();
  await other.page.getByText('Aún no guardas ningún mensaje').waitFor();
  expect(await barriers(other.page)).toEqual([]);
});

it('a link shows what it leads to, its author takes that away, and a video opens by a click only', async () => {
  const host = await house.newcomer('Lola Peral');
  await createRoom(host.page, 'Sala de enlaces', es);
  const other = await house.newcomer('Nico Saez', { ...phone, scheme: 'dark' });
  await enterBy(other.page, await inviteLink(host.page));
  await say(host.page, `mirad ${site.url('/como')}`, es);
  const seen = other.page.getByRole('log').getByRole('link', { name: 'Cómo se hace una tertulia' });
  await seen.waitFor();
  expect(await seen.getAttribute('href')).toBe(site.url('/como'));
  expect(await barriers(other.page)).toEqual([]);
  expect(await other.page.getByRole('button', { name: /^Quitar la vista previa/ }).count()).toBe(0);
  await message(host.page, 'mirad')
    .getByRole('button', { name: /^Quitar la vista previa/ })
    .click();
  await seen.waitFor({ state: 'detached' });

  await say(host.page, 'y este https://youtu.be/dQw4w9WgXcQ', es);
  const open = other.page.getByRole('button', { name: 'Abrir aquí' });
  await open.waitFor();
  await other.page.getByText('Al abrirlo, tu navegador se conecta con www.youtube-nocookie.com.').waitFor();
  expect([await other.page.locator('iframe').count(), house.browser.foreign]).toEqual([0, []]);
  expect(await barriers(other.page)).toEqual([]);
  await other.page.route('https://www.youtube-nocookie.com/**', (route) =>
    route.fulfill({ body: 'vídeo', contentType: 'text/html; charset=utf-8' }),
  );
  await open.click();
  await other.page.frameLocator('iframe').getByText('vídeo').waitFor();
  expect(house.browser.foreign).toEqual(['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ']);
  house.browser.foreign.length = 0;
  await other.page.getByRole('button', { name: 'Cerrar el vídeo' }).click();
  await open.waitFor();
});

it('formulas are drawn, for eyes and for screen readers; what is none stays as it was written', async () => {
  const host = await house.newcomer('Berta Conde');
  await createRoom(host.page, 'Sala de fórmulas', es);
  await say(host.page, 'Sea $x^2 + 1$ y cuesta $5 o \\$7, y esto no: $\\frac{$', es);
  const log = host.page.getByRole('log');
  await log.locator('[data-math] .katex').waitFor();
  // The words are written anew when the hub has taken them, and the formula is drawn again.
  await waitFor('one formula', async () => (await log.locator('[data-math] math').count()) === 1);
  await log.getByText('cuesta $5 o $7', { exact: false }).waitFor();
  await field(host.page).fill('/fórmula \\int_0^1 x\\,dx');
  await field(host.page).press('Enter');
  await log.locator('[data-math="display"] .katex-display').waitFor();
  await waitFor('the fonts of formulas', () =>
    host.page.evaluate<boolean>(
      `[...document.fonts].some(({ family, status }) => /KaTeX/.test(family) && status === 'loaded')`,
    ),
  );
  expect(await barriers(host.page)).toEqual([]);
  await press(host.page, 'Sea', 'Responder');
  await host.page.getByText('Respondes a Berta Conde').waitFor();
});

itWasQuiet(house);
