import type { Page } from 'playwright-core';
import { barriers, phone } from '../support/browser.js';
import { itWasQuiet, openHouse } from './house.js';
import { enterBy, go, inviteLink, message } from './room-steps.js';
import { createRoom, en, es, reads, say } from './steps.js';

const house = openHouse();
const card = (page: Page, name: string) => page.getByRole('dialog', { name });
/** The card of whoever wrote a message. */
const openCard = (page: Page, text: string, name: string) =>
  message(page, text).first().getByRole('button', { name, exact: true }).click();

it('one shows oneself field by field, is found, followed, and seen as each may see', async () => {
  const alba = await house.newcomer('Alba Quirós');
  await createRoom(alba.page, 'Taller de vela', es);
  const link = await inviteLink(alba.page);
  await go(alba.page, 'Personas');
  await alba.page.getByRole('heading', { name: 'Todavía no hay nadie más' }).waitFor();
  await alba.page.getByRole('link', { name: 'Tu página' }).click();
  await alba.page.getByRole('link', { name: 'Editar tu página' }).click();
  await alba.page.getByLabel('Sobre ti').first().fill('Navego los domingos');
  const skills = alba.page.getByRole('textbox', { name: /^De qué sabes/ });
  for (const skill of ['Vela', 'Nudos']) {
    await skills.fill(skill);
    await skills.press('Enter');
  }
  await alba.page.getByRole('button', { name: 'Quitar «Nudos»' }).waitFor();
  await alba.page.getByLabel('De qué sabes: quién lo ve').selectOption({ label: 'Cualquiera' });
  await alba.page.getByLabel('País', { exact: true }).selectOption({ label: 'España' });
  await alba.page.getByRole('button', { name: 'Añadir un enlace' }).click();
  await alba.page.getByLabel('Cómo se llama').fill('Mi barco');
  await alba.page.getByLabel('Dirección').fill('http://example.org');
  await alba.page.getByRole('button', { name: 'Guardar', exact: true }).click();
  await alba.page.getByText(/Escribe una dirección que empiece por/).waitFor();
  await alba.page.getByLabel('Dirección').fill('https://example.org/barco');
  expect(await barriers(alba.page)).toEqual([]);
  await alba.page.getByRole('button', { name: 'Guardar', exact: true }).click();
  await alba.page.getByText('Guardado.').waitFor();
  await alba.page.getByRole('link', { name: 'Ver cómo queda' }).click();
  await alba.page.getByRole('heading', { level: 1, name: 'Alba Quirós' }).waitFor();
  await alba.page.getByText('España').waitFor();
  await alba.page.getByText('Visitante').click();
  await alba.page.getByText('España').waitFor({ state: 'detached' });
  await alba.page.getByText('Nudos').waitFor();
  expect(await barriers(alba.page)).toEqual([]);

  // Somebody who is not signed in, with the same address.
  const visitor = await house.visit(phone);
  await visitor.page.goto(new URL(alba.page.url()).pathname);
  await visitor.page.getByRole('heading', { level: 1, name: 'Alba Quirós' }).waitFor();
  await visitor.page.getByText('Vela').waitFor();
  expect(await visitor.page.getByText('Navego los domingos').count()).toBe(0);
  expect(await barriers(visitor.page)).toEqual([]);

  const dario = await house.newcomer('Dario Mena', { ...phone, language: 'en' });
  await dario.page.goto(link);
  await dario.page.getByRole('button', { name: /^Come in as|^Enter as/ }).click();
  await dario.page.getByRole('textbox', { name: en.write }).waitFor();
  await dario.page.getByRole('link', { name: /^People$/ }).click();
  await dario.page.getByRole('combobox', { name: 'Knows about' }).selectOption('Vela');
  await dario.page.getByRole('link', { name: /Alba Quirós/ }).click();
  await dario.page.getByRole('heading', { level: 1, name: 'Alba Quirós' }).waitFor();
  await dario.page.getByRole('link', { name: 'Taller de vela' }).waitFor();
  await dario.page.getByRole('button', { name: 'Follow', exact: true }).click();
  await dario.page.getByRole('button', { name: 'Unfollow' }).waitFor();
  expect(await barriers(dario.page)).toEqual([]);
  await dario.page.getByRole('link', { name: 'People' }).first().click();
  await dario.page.getByRole('button', { name: 'You follow (1)' }).click();
  await dario.page.getByText('1 person', { exact: true }).waitFor();
  expect(await barriers(dario.page)).toEqual([]);
});

it('a block folds, refuses and hides, and is lifted in the settings', async () => {
  const alba = await house.newcomer('Alba Quirós');
  await createRoom(alba.page, 'Taller de vela', es);
  const bruno = await house.newcomer('Bruno Pla');
  await enterBy(bruno.page, await inviteLink(alba.page));
  await say(bruno.page, 'esto no lo quiero leer', es);
  await reads(alba.page, 'esto no lo quiero leer');
  await openCard(alba.page, 'esto no lo quiero leer', 'Bruno Pla');
  await card(alba.page, 'Tarjeta de Bruno Pla').getByRole('link', { name: 'Ver su página' }).waitFor();
  expect(await barriers(alba.page)).toEqual([]);
  await card(alba.page, 'Tarjeta de Bruno Pla').getByRole('button', { name: 'Bloquear' }).click();
  const asking = card(alba.page, '¿Bloquear a Bruno Pla?');
  await asking.getByText(/No se le avisa/).waitFor();
  await asking.getByRole('button', { name: 'Bloquear' }).click();
  await alba.page.getByText('mensaje de alguien que bloqueas').waitFor();
  expect(await alba.page.getByText('esto no lo quiero leer').count()).toBe(0);
  await alba.page.getByRole('button', { name: 'ver', exact: true }).click();
  await reads(alba.page, 'esto no lo quiero leer');

  await say(alba.page, 'hola a todo el mundo', es);
  await reads(bruno.page, 'hola a todo el mundo');
  await openCard(bruno.page, 'hola a todo el mundo', 'Alba Quirós');
  await card(bruno.page, 'Tarjeta de Alba Quirós').getByRole('button', { name: 'Escribir' }).click();
  await bruno.page.getByText('A esta persona no se le puede escribir en privado.').waitFor();

  await go(alba.page, 'Ajustes');
  await alba.page.getByRole('button', { name: 'Desbloquear a Bruno Pla' }).click();
  await alba.page.getByText('No bloqueas a nadie.').waitFor();
  await openCard(bruno.page, 'hola a todo el mundo', 'Alba Quirós');
  await card(bruno.page, 'Tarjeta de Alba Quirós').getByRole('button', { name: 'Escribir' }).click();
  await bruno.page.getByRole('textbox', { name: 'Escribe un mensaje' }).waitFor();
  await bruno.page.getByRole('heading', { level: 1, name: 'Alba Quirós' }).waitFor();
});

it('one takes a copy of everything along and goes; what was said stays, without a name', async () => {
  const alba = await house.newcomer('Alba Quirós');
  await createRoom(alba.page, 'Taller de vela', es);
  await say(alba.page, 'esto se queda', es);
  const bruno = await house.newcomer('Bruno Pla');
  await enterBy(bruno.page, await inviteLink(alba.page));
  await reads(bruno.page, 'esto se queda');
  await go(alba.page, 'Ajustes');
  await alba.page.getByRole('button', { name: 'Pedir una copia' }).click();
  const copy = card(alba.page, 'Una copia de todo lo tuyo');
  await copy.getByLabel(/^Tu contraseña/).fill('una frase larga para entrar');
  expect(await barriers(alba.page)).toEqual([]);
  await copy.getByRole('button', { name: 'Pedir una copia' }).click();
  const downloading = alba.page.waitForEvent('download');
  await copy.getByRole('link', { name: 'Descargar la copia' }).click();
  expect((await downloading).suggestedFilename()).toBe('tertulia-Alba Quirós.zip');
  await copy.getByRole('button', { name: 'Cerrar' }).last().click();

  await alba.page.getByRole('button', { name: 'Eliminar la cuenta…' }).click();
  const going = card(alba.page, 'Eliminar tu cuenta');
  await going.getByRole('radio', { name: /^Que se quede/ }).check();
  expect(await barriers(alba.page)).toEqual([]);
  await going.getByRole('button', { name: 'Continuar' }).click();
  await going.getByLabel(/^Tu contraseña/).fill('no es esta');
  await going.getByRole('button', { name: 'Eliminar mi cuenta para siempre' }).click();
  await going.getByText('La contraseña actual no es esa.').waitFor();
  await going.getByLabel(/^Tu contraseña/).fill('una frase larga para entrar');
  await going.getByRole('button', { name: 'Eliminar mi cuenta para siempre' }).click();
  await alba.page.waitForURL((url) => url.pathname === '/');
  await message(bruno.page, 'esto se queda').getByRole('button', { name: 'Cuenta eliminada' }).waitFor();
});

itWasQuiet(house);
