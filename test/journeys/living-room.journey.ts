import type { Page } from 'playwright-core';
import { barriers, desktop, phone, TestBrowser } from '../support/browser.js';
import { TestHub } from '../support/hub.js';
import { waitFor } from '../support/wait-for.js';
import { createRoom, en, es, reads, register, say } from './steps.js';

let hub: TestHub;
let browser: TestBrowser;

beforeAll(async () => {
  hub = await TestHub.boot();
  browser = await TestBrowser.start();
});
afterAll(async () => {
  await browser?.close();
  await hub?.close();
});

/** The link that a press on "invite" makes. */
async function invite(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Invita' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Crear enlace' }).click();
  const link = await dialog.getByLabel('Enlace de invitación').inputValue();
  await page.keyboard.press('Escape');
  return link;
}

it('two people meet: register, create, invite, enter as a guest, answer, reload, write offline, close, come back', async () => {
  const hostDevice = await browser.device(hub.url, desktop);
  const host = await register(hostDevice, 'Clara Montes', es);
  expect(await barriers(host)).toEqual([]);
  await createRoom(host, 'Lecturas del jueves', es);
  await say(host, 'Hola, ¿quién se anima?', es);
  expect(await reads(host, 'Hola, ¿quién se anima?')).toBe(1);
  const link = await invite(host);

  // The invitation shows the room, its host and who is there before any form; a name and one press later one is in.
  const guestDevice = await browser.device(hub.url, phone);
  const guest = await guestDevice.newPage();
  await guest.goto(link);
  await guest.getByText('Lecturas del jueves').first().waitFor();
  await guest.getByText(/Te recibe Clara Montes/).waitFor();
  expect(await barriers(guest)).toEqual([]);
  await guest.getByLabel('Tu nombre').fill('Bea');
  await guest.getByRole('button', { name: 'Entrar con invitación' }).click();
  await guest.waitForURL(/\/rooms\//);
  expect(await reads(guest, 'Hola, ¿quién se anima?')).toBe(1);

  // Each sees the other at the table and hears them at once.
  await host.getByRole('button', { name: 'Bea' }).first().waitFor();
  await say(guest, 'Yo, pero solo los jueves', es);
  expect(await reads(host, 'Yo, pero solo los jueves')).toBe(1);
  expect(await barriers(guest)).toEqual([]);
  expect(await barriers(host)).toEqual([]);

  // A reload keeps place, name and words.
  await guest.reload();
  expect(await reads(guest, 'Yo, pero solo los jueves')).toBe(1);

  // Written without a network, the tab is killed, another one comes back: sent once, in order.
  await guestDevice.setOffline(true);
  await say(guest, 'Escrito sin red, uno', es);
  await say(guest, 'Escrito sin red, dos', es);
  await guest.getByText('Escrito sin red, dos').first().waitFor();
  await guest.close();
  await guestDevice.setOffline(false);
  const back = await guestDevice.newPage();
  await back.goto(link.replace(/\/i\/.*/, '/home'));
  expect(await reads(host, 'Escrito sin red, dos')).toBe(1);
  expect(await reads(host, 'Escrito sin red, uno')).toBe(1);
  const order = await host
    .getByRole('log')
    .getByText(/^Escrito sin red/)
    .allTextContents();
  expect(order).toEqual(['Escrito sin red, uno', 'Escrito sin red, dos']);

  await hostDevice.close();
  await guestDevice.close();
});

it('works in English, in the dark, on a phone', async () => {
  const device = await browser.device(hub.url, { ...phone, language: 'en', scheme: 'dark' });
  const page = await register(device, 'Wanja Otieno', en);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await createRoom(page, 'Statistics without fear', en);
  await say(page, 'First words here', en);
  expect(await reads(page, 'First words here')).toBe(1);
  expect(await barriers(page)).toEqual([]);
  // Nothing is wider than the screen.
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await device.close();
});

it('what cannot be sent says why, and can be mended', async () => {
  const hostDevice = await browser.device(hub.url);
  const host = await register(hostDevice, 'Rosa Tejada', es);
  await createRoom(host, 'Sala que se cierra', es);
  const link = await invite(host);
  const other = await browser.device(hub.url);
  const page = await register(other, 'Iván Prado', es);
  await page.goto(link);
  await page.getByRole('button', { name: /Entrar como/ }).click();
  await page.waitForURL(/\/rooms\//);
  await page.getByRole('textbox', { name: es.write }).waitFor();
  await other.setOffline(true);
  await say(page, 'Llego tarde', es);
  await host.getByRole('button', { name: 'Opciones de la sala' }).click();
  await host.getByRole('menuitem', { name: 'Cerrar el chat' }).click();
  await host.getByText('El chat está cerrado para participantes. Tú puedes escribir.').waitFor();
  await other.setOffline(false);
  await page.getByText(/No enviado, porque: El chat está cerrado/).waitFor();
  await host.getByRole('button', { name: 'Opciones de la sala' }).click();
  await host.getByRole('menuitem', { name: 'Abrir el chat' }).click();
  await page.getByRole('button', { name: 'Reintentar' }).click();
  expect(await reads(host, 'Llego tarde')).toBe(1);
  await waitFor('the refusal to be gone', async () => (await page.getByText(/No enviado/).count()) === 0);
  await hostDevice.close();
  await other.close();
});

it('asks nothing of another origin and complains of nothing', () => {
  expect(browser.foreign).toEqual([]);
  expect(browser.complaints).toEqual([]);
});
