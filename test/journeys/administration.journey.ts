import { readFileSync } from 'node:fs';
import { parkedEventOf } from '../contract/admin-deeds.js';
import { barriers, desktop } from '../support/browser.js';
import type { Person } from '../support/person.js';
import type { Page } from 'playwright-core';
import { words as stage } from '../../client/src/features/stage/stage.es.js';
import { itWasQuiet, openHouse } from './house.js';

const house = openHouse();
let ada: Person;
let bea: Person;
let roomId: string;
beforeAll(async () => {
  ada = await house.hub.person('Ada', { role: 'admin' });
  bea = await house.hub.person('Bea');
  roomId = await house.hub.room(bea, { title: 'La sala de Bea' });
  const live = await bea.connect();
  await live.open(`room:${roomId}`);
  await parkedEventOf(house.hub, bea);
}, 60_000);

async function as(person: Person): Promise<Page> {
  const { page } = await house.visit({ ...desktop });
  await page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await page.getByLabel('Correo electrónico').fill(person.email ?? '');
  await page.getByLabel('Contraseña', { exact: true }).fill(person.password ?? '');
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  return page;
}
async function asAda(): Promise<Page> {
  const page = await as(ada);
  await page.getByRole('link', { name: 'Administrar' }).first().click();
  return page;
}
const looksRight = async (page: Page): Promise<void> => expect(await barriers(page)).toEqual([]);

it('sees where people are, how the machine is, and gives up what could not be processed', async () => {
  const page = await asAda();
  await page.getByRole('tab', { name: 'Salas en directo' }).click();
  await page.getByRole('link', { name: 'La sala de Bea' }).waitFor();
  await page.getByText('La lleva Bea', { exact: false }).waitFor();
  await looksRight(page);
  await page.getByRole('tab', { name: 'Sistema' }).click();
  await page.getByText('Ninguna todavía. Se hace con «npm run cli -- backup».').waitFor();
  await page.getByText('accounts › account-changed → rooms › cards').waitFor();
  await page.getByText('Está apagado en los ajustes de la instalación', { exact: false }).waitFor();
  const line = page.getByRole('group', { name: 'Lo que ayuda' });
  await line.getByRole('button', { name: 'Copiar' }).click();
  await page.getByText('Copiado.').first().waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await line.getByRole('code').innerText());
  await looksRight(page);
  await page.getByRole('button', { name: /^Darlo por perdido:/ }).click();
  await looksRight(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Darlo por perdido' }).click();
  await page.getByText('Ninguno. Todo lo ocurrido se ha procesado.').waitFor();
  await page.getByRole('link', { name: 'Ver qué servicios externos se usan' }).click();
  await page.getByRole('heading', { name: 'Servicios externos' }).waitFor();
  await page.getByText('Servidor de correo').waitFor();
}, 60_000);

it('is told in a room what video lacks, at the door of the stage and on it; whoever cannot bring it is not', async () => {
  const own = await house.hub.room(ada, { title: 'La sala de Ada' });
  for (const [person, room, lines] of [
    [ada, own, 1],
    [bea, roomId, 0],
  ] as const) {
    const page = await as(person);
    await page.getByRole('link', { name: 'Salas' }).first().waitFor();
    await page.goto(`/rooms/${room}`);
    await page.getByRole('button', { name: stage.preview.enter, exact: true }).first().click();
    const door = page.getByRole('dialog', { name: stage.preview.title });
    const onStage = page.getByRole('region', { name: stage.stage, exact: true });
    await door.locator('video').waitFor();
    for (const place of [door, onStage]) {
      await place.getByText(stage.missing).waitFor();
      const line = place.getByRole('group', { name: 'Lo que ayuda' });
      if (lines > 0) await line.getByRole('button', { name: 'Copiar' }).waitFor();
      expect(await line.count()).toBe(lines);
      await looksRight(page);
      if (place === door) await door.getByRole('button', { name: stage.preview.enter, exact: true }).click();
    }
  }
}, 60_000);

it('signs somebody out, closes the registration, and finds both in the log and in its table', async () => {
  const page = await asAda();
  await page.getByRole('button', { name: 'Acciones para Bea' }).click();
  await page.getByRole('menuitem', { name: 'Cerrar sus sesiones' }).click();
  await page.getByText('Sesiones cerradas: Bea.').first().waitFor();
  await page.getByRole('tab', { name: 'Ajustes de la comunidad' }).click();
  await page.getByText('Nadie', { exact: true }).click();
  await page.getByRole('button', { name: 'Guardar quién puede entrar' }).click();
  await page.getByText('Guardado. Ya está en vigor.').first().waitFor();
  await looksRight(page);

  const { page: visitor } = await house.visit();
  await visitor.goto('/register');
  await visitor.getByRole('heading', { name: 'Aquí no se crean cuentas nuevas' }).waitFor();
  await visitor.goto('/legal/privacy');
  await visitor.getByRole('link', { name: 'Qué servicios externos se usan aquí' }).click();
  await visitor.getByRole('heading', { name: 'Servicios externos' }).waitFor();

  await page.getByRole('tab', { name: 'Registro' }).click();
  await page.getByText('Ada · cerró las sesiones de alguien').waitFor();
  await page.getByText('Ada · cambió quién puede crear una cuenta').waitFor();
  await looksRight(page);
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Descargar como tabla' }).click();
  const table = readFileSync(await (await coming).path(), 'utf8');
  expect(table).toMatch(/,Ada,settings\.registration-set,,,from: open; to: closed\r\n/);
  expect(table).toMatch(/,Ada,people\.signed-out,Bea,,\r\n/);
}, 60_000);

it('gives the hub a name and a colour, which visitors see at once, and takes both back', async () => {
  const page = await asAda();
  await page.getByRole('tab', { name: 'Imagen' }).click();
  await page.getByLabel('Nombre', { exact: true }).fill('Aula Norte');
  await page.getByText('Con un color propio').click();
  await page.getByRole('slider').fill('210');
  await page.getByRole('button', { name: 'Guardar el nombre y el color' }).click();
  await page.getByText('Guardado. Recarga la página para verlo.').first().waitFor();
  await looksRight(page);
  const { page: visitor } = await house.visit();
  await visitor.getByRole('link', { name: 'Aula Norte' }).waitFor();
  expect(await visitor.title()).toContain('Aula Norte');
  const primary = await visitor.evaluate<string>(
    `getComputedStyle(document.documentElement).getPropertyValue('--terracotta-fill').trim()`,
  );
  expect(primary).not.toBe('#b4451f');
  await looksRight(visitor);
  await page.getByRole('button', { name: 'Volver a la imagen de siempre' }).click();
  await page.getByText('Hecho. Recarga la página para verla.').first().waitFor();
  await visitor.reload();
  await visitor.getByRole('link', { name: 'Tertulia' }).first().waitFor();
}, 60_000);

itWasQuiet(house);
