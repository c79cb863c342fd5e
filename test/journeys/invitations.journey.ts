import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { barriers } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { filesIn } from '../support/zip.js';
import { itWasQuiet, openHouse } from './house.js';
import { enterBy, go, inviteLink, message, openPeople } from './room-steps.js';
import { createRoom, es, reads, say } from './steps.js';

const house = openHouse();

it('an invitation with a limit is made, copied and withdrawn; then its page says so', async () => {
  const host = await house.newcomer('Celia Roca');
  await createRoom(host.page, 'Sala con enlaces', es);
  await openPeople(host.page);
  await host.page.getByRole('tab', { name: 'Invitaciones' }).click();
  await host.page.getByText('No hay enlaces todavía').waitFor();
  await host.page.getByText('Más opciones').click();
  await host.page.getByLabel('Vale durante').selectOption({ label: '1 día' });
  await host.page.getByLabel('Cuántas veces').selectOption({ label: '5 veces' });
  await host.page.getByRole('button', { name: 'Crear enlace' }).click();
  await host.page.getByText('Enlace creado y copiado.').waitFor();
  await host.page.getByText('0 de 5 usos').waitFor();
  const link = await host.page.getByLabel('Enlace de invitación').inputValue();
  expect(await host.page.evaluate<string>('navigator.clipboard.readText()')).toBe(link);

  const other = await house.newcomer('Raúl Soto');
  await enterBy(other.page, link);
  await host.page.getByRole('button', { name: 'Retirar el enlace' }).click();
  await host.page.getByRole('dialog').getByRole('button', { name: 'Retirar el enlace' }).click();
  await host.page.getByText('Enlace retirado: ya no deja entrar.').waitFor();

  const late = await house.visit();
  await late.page.goto(link);
  await late.page.getByRole('heading', { level: 1, name: 'Esta invitación ya no vale' }).waitFor();
  await late.page.getByText('Esta invitación ya no vale: ha caducado, se ha usado o se ha retirado.').waitFor();
  expect(await late.page.getByRole('textbox').count()).toBe(0);
});

it('a guest makes an account and keeps name, place and messages', async () => {
  const host = await house.newcomer('Ada Bravo');
  await createRoom(host.page, 'Sala con visita', es);
  const guest = await house.visit();
  await guest.page.goto(await inviteLink(host.page));
  await guest.page.getByLabel('Tu nombre').fill('Zoe');
  await guest.page.getByRole('button', { name: 'Entrar con invitación' }).click();
  await say(guest.page, 'Vengo solo de visita', es);
  expect(await reads(host.page, 'Vengo solo de visita')).toBe(1);
  const room = guest.page.url();
  await guest.page.getByRole('link', { name: 'Crear cuenta', exact: true }).click();
  await guest.page.getByLabel(es.email).fill('zoe@example.org');
  await guest.page.getByLabel(es.password, { exact: true }).fill('una frase larga para entrar');
  await guest.page.getByText(es.adult).click();
  await guest.page.getByRole('checkbox').check();
  await guest.page.getByRole('button', { name: 'Crear cuenta y conservar todo' }).click();
  await guest.page.getByText('Ya tienes cuenta. Todo lo que escribiste sigue siendo tuyo.').waitFor();
  await guest.page.getByRole('button', { name: 'Tu cuenta: Zoe' }).waitFor();

  // The same person on another device: what was written is still theirs.
  const again = await house.visit();
  await again.page.getByRole('link', { name: 'Entrar', exact: true }).first().click();
  await again.page.getByLabel(es.email).fill('zoe@example.org');
  await again.page.getByLabel(es.password, { exact: true }).fill('una frase larga para entrar');
  await again.page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await again.page.waitForURL('**/home');
  await again.page.goto(room);
  expect(await reads(again.page, 'Vengo solo de visita')).toBe(1);
  expect(await message(again.page, 'Vengo solo de visita').getAttribute('data-own')).toBe('true');
  await again.page.getByRole('textbox', { name: es.write }).waitFor();
  expect(await again.page.getByText('Participas con invitación.').count()).toBe(0);
});

it('two people of a room write to each other directly, and the other finds it under messages', async () => {
  const host = await house.newcomer('Iris Camps');
  await createRoom(host.page, 'Donde nos conocimos', es);
  const other = await house.newcomer('Saúl Ferrer');
  await enterBy(other.page, await inviteLink(host.page));
  await go(other.page, 'Mensajes');
  await other.page.getByText('Aún no tienes conversaciones').waitFor();

  await go(host.page, 'Mensajes');
  await host.page.getByRole('button', { name: 'Escribir a alguien' }).click();
  await host.page.getByRole('searchbox', { name: 'Buscar entre la gente de tus salas' }).fill('Saúl');
  await host.page.getByRole('dialog').getByText('Saúl Ferrer').click();
  await host.page.getByRole('dialog').getByRole('button', { name: 'Escribir', exact: true }).click();
  await host.page.getByRole('heading', { level: 1, name: 'Saúl Ferrer' }).waitFor();
  await say(host.page, 'Esto es solo para ti', es);
  await other.page
    .getByRole('main')
    .getByRole('link', { name: /Iris Camps/ })
    .click();
  expect(await reads(other.page, 'Esto es solo para ti')).toBe(1);
  await say(other.page, 'Y esto para ti', es);
  expect(await reads(host.page, 'Y esto para ti')).toBe(1);
  // There is nobody to invite, nothing to archive and no leaving here.
  await host.page.getByRole('button', { name: 'Opciones de la sala' }).click();
  await host.page.getByRole('menuitem').first().waitFor();
  expect(await host.page.getByRole('menuitem').count()).toBe(3);
  await host.page.keyboard.press('Escape');
  await waitFor('nothing unread', async () => !(await other.page.title()).startsWith('('));

  // Somebody more makes it another conversation: what was said between the two stays there.
  const third = await house.newcomer('Noa Vidal');
  await go(host.page, 'Salas');
  await host.page
    .getByRole('main')
    .getByRole('link', { name: /Donde nos conocimos/ })
    .click();
  await enterBy(third.page, await inviteLink(host.page));
  await go(host.page, 'Mensajes');
  await host.page
    .getByRole('main')
    .getByRole('link', { name: /Saúl Ferrer/ })
    .click();
  await host.page.getByRole('button', { name: 'Opciones de la sala' }).click();
  await host.page.getByRole('menuitem', { name: 'Añadir a alguien' }).click();
  await host.page.getByText('Se abre otra conversación con Saúl Ferrer y con quien elijas.').waitFor();
  await host.page.getByRole('dialog').getByText('Noa Vidal').click();
  expect(await barriers(host.page)).toEqual([]);
  await host.page.getByRole('dialog').getByRole('button', { name: 'Escribir a 2 personas' }).click();
  await host.page.getByRole('heading', { level: 1, name: 'Noa Vidal, Saúl Ferrer' }).waitFor();
  expect(await host.page.getByText('Esto es solo para ti').count()).toBe(0);
  await say(host.page, 'Aquí hablamos a tres', es);
  await go(third.page, 'Mensajes');
  await third.page
    .getByRole('main')
    .getByRole('link', { name: /Iris Camps, Saúl Ferrer/ })
    .click();
  await say(third.page, 'Y yo os leo', es);
  expect(await reads(host.page, 'Y yo os leo')).toBe(1);
  expect(await barriers(host.page)).toEqual([]);

  // Each of them may take the conversation along: a page that reads without the hub, and on which nothing runs.
  await say(third.page, '<img src=x onerror="document.title=1"><script>document.title=2</script>', es);
  await third.page.getByRole('button', { name: 'Opciones de la sala' }).click();
  await third.page.getByRole('menuitem', { name: 'Llevarse una copia' }).click();
  await third.page.getByRole('button', { name: 'Preparar la copia' }).click();
  await third.page.getByText('La copia está lista.').waitFor();
  expect(await barriers(third.page)).toEqual([]);
  const [download] = await Promise.all([
    third.page.waitForEvent('download'),
    third.page.getByRole('link', { name: 'Descargar' }).click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'copy-'));
  writeFileSync(join(folder, 'index.html'), filesIn(readFileSync(await download.path())).get('index.html') ?? '');
  const reader = await house.visit();
  await reader.page.goto(pathToFileURL(join(folder, 'index.html')).href);
  await reader.page.getByRole('heading', { name: 'Conversación' }).waitFor();
  await reader.page.getByText('Aquí hablamos a tres').waitFor();
  await reader.page.getByText('<img src=x onerror=').waitFor();
  expect(await reader.page.title()).toBe('Iris Camps, Saúl Ferrer');
  expect(await reader.page.locator('img, script').count()).toBe(0);
  const paper = await reader.page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  expect(paper).toBe('rgb(250, 247, 242)');
  expect(await barriers(reader.page)).toEqual([]);
  rmSync(folder, { recursive: true });
  await third.page.keyboard.press('Escape');

  await third.page.getByRole('button', { name: 'Opciones de la sala' }).click();
  await third.page.getByRole('menuitem', { name: 'Salir de la conversación' }).click();
  await third.page.getByRole('dialog').getByRole('button', { name: 'Salir de la conversación' }).click();
  await third.page.waitForURL('**/messages');
  await host.page.getByRole('heading', { level: 1, name: 'Saúl Ferrer', exact: true }).waitFor();
});

itWasQuiet(house);
