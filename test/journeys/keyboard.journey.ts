import type { Page } from 'playwright-core';
import { desktop, type Device } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { enter, focus, reach, write } from './keys.js';
import { message, roomIdOf } from './room-steps.js';
import { es, reads } from './steps.js';

const house = openHouse();

const fits = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth');

/** The way of a newcomer without a pointer: account, room, words, reaction, answer, people, out. */
async function withoutPointer(page: Page, name: string, email: string): Promise<void> {
  await page.goto('/');
  await enter(page, /^Crear cuenta$/);
  await page.getByRole('heading', { level: 1, name: 'Crea tu cuenta' }).waitFor();
  await page.getByLabel(es.name).waitFor();
  await write(page, /^Tu nombre/, name);
  await write(page, /^Correo/, email);
  await write(page, /^Contraseña/, 'una frase larga para entrar');
  await reach(page, /^Menos de 16/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await reach(page, /^Acepto las condiciones/);
  await page.keyboard.press('Space');
  expect(await fits(page)).toBe(true);
  await enter(page, /^Crear la cuenta$/);
  await page.getByRole('heading', { level: 1, name: `Hola, ${name}` }).waitFor();
  expect(await fits(page)).toBe(true);

  await enter(page, /^Salas$/);
  await page.getByRole('heading', { level: 1, name: 'Salas' }).waitFor();
  await enter(page, /^Crear una sala$/);
  await page.getByLabel(es.roomName).waitFor();
  await write(page, /^Nombre de la sala/, `Sala de ${name}`);
  expect(await fits(page)).toBe(true);
  await enter(page, /^Crear la sala$/);
  await page.getByRole('heading', { level: 1, name: `Sala de ${name}` }).waitFor();
  const helper = await house.hub.person(`Ayuda de ${name}`);
  const live = await helper.connect();
  await live.do('rooms:join', { roomId: roomIdOf(page), as: 'learner' });

  await write(page, /^Escribe un mensaje$/, 'Escrito sin ratón');
  await page.keyboard.press('Enter');
  expect(await reads(page, 'Escrito sin ratón')).toBe(1);
  expect(await fits(page)).toBe(true);

  await page.getByText('Enviando…').waitFor({ state: 'detached' });

  // Back from the field to the list, up to the message, and along its buttons.
  await reach(page, /^Mensajes de la sala$/, 'Shift+Tab');
  await page.keyboard.press('ArrowUp');
  await waitFor('the message to have the focus', async () => /Escrito sin ratón/.test((await focus(page)).name));
  await enter(page, /^Reaccionar$/);
  await page.getByRole('searchbox', { name: 'Buscar emoji' }).waitFor();
  await reach(page, /^Buscar emoji/);
  await page.keyboard.type('corazón');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await message(page, 'Escrito sin ratón')
    .getByRole('button', { name: /1 persona, tú también$/ })
    .waitFor();
  await waitFor('the button to have the focus again', async () => (await focus(page)).name === 'Reaccionar');
  // The first closes the tip of the button, the second goes from the button to the message.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await waitFor('the message to have the focus', async () => /Escrito sin ratón/.test((await focus(page)).name));
  await page.keyboard.press('r');
  await page.getByText(`Respondes a ${name}`).waitFor();
  await waitFor('the field to have the focus', async () => (await focus(page)).role === 'textarea');
  await page.keyboard.type('Y también respondido');
  await page.keyboard.press('Enter');
  await message(page, 'Y también respondido')
    .getByRole('button', { name: `Respuesta a ${name}` })
    .waitFor();

  // The people of the room: somebody else becomes host, and one leaves.
  await enter(page, /^Personas$/, 'Shift+Tab');
  await enter(page, /^Ver a todas las personas/);
  await page.getByRole('heading', { level: 1, name: 'Personas' }).waitFor();
  expect(await fits(page)).toBe(true);
  await page.getByRole('button', { name: `Acciones para Ayuda de ${name}` }).waitFor();
  await enter(page, new RegExp(`^Acciones para Ayuda de ${name}$`));
  await page.getByRole('menuitem').first().waitFor();
  await enter(page, /^Cambiar a: Anfitrión\/a$/, 'ArrowDown');
  await page.getByText(`Ayuda de ${name} ahora es: Anfitrión/a.`).waitFor();
  // The notice goes by itself; until then it may cover what is below it.
  await page.getByText(`Ayuda de ${name} ahora es: Anfitrión/a.`).waitFor({ state: 'detached' });
  await enter(page, /^Salir de la sala$/, 'Shift+Tab');
  await page.getByRole('dialog', { name: '¿Salir de la sala?' }).waitFor();
  await enter(page, /^Salir de la sala$/);
  await page.getByRole('heading', { level: 1, name: 'Salas' }).waitFor();
  await page.getByText('Todavía no estás en ninguna sala').waitFor();
}

it('everything by keyboard on a wide screen', async () => {
  const { page } = await house.visit(desktop);
  await withoutPointer(page, 'Clavia', 'clavia@example.org');
});

const narrow: Device = { width: 360, height: 740, language: 'es', scheme: 'light' };

it('everything by keyboard at 360 px with text twice as large: nothing wider than the screen, no focus out of sight', async () => {
  const { device } = await house.visit(narrow);
  await device.addInitScript(
    `addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = '200%'));`,
  );
  await withoutPointer(await device.newPage(), 'Teclas', 'teclas@example.org');
});

itWasQuiet(house);
