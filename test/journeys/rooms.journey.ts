import { randomUUID } from 'node:crypto';
import { AccountsService } from '../../src/features/accounts/accounts.service.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { RoomsService } from '../../src/features/rooms/rooms.service.js';
import { HUB } from '../../src/platform/actor/actor.js';
import { phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { about, enterBy, go, inviteLink, openPeople, openRoom, option, roomIdOf } from './room-steps.js';
import { createRoom, es, reads, say } from './steps.js';

const house = openHouse();

const addressOf = (roomId: string): string => `${house.hub.url}/rooms/${roomId}`;

it('creates every kind one may create; lists find them by kind and name; who is there is counted without a reload', async () => {
  const host = await house.newcomer('Marta Beltrán');
  await house.hub.sql.query(`update accounts set role = 'admin' where name = 'Marta Beltrán'`);
  await host.page.reload();
  const kinds = [
    ['Cohorte', 'Cohorte de marzo'],
    ['Grupo de estudio', 'Grupo de álgebra'],
    ['Competición', 'Copa de primavera'],
    ['Mentoría', 'Mentoría de los lunes'],
  ] as const;
  for (const [kind, title] of kinds) {
    await go(host.page, 'Salas');
    await host.page.getByRole('link', { name: es.createRoom }).first().click();
    await host.page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
    await host.page.getByLabel(es.roomName).fill(title);
    await host.page.getByRole('button', { name: es.makeRoom }).click();
    await host.page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
  await go(host.page, 'Salas');
  const cards = host.page.getByRole('main').getByRole('listitem');
  await waitFor('four rooms', async () => (await cards.count()) === 4);
  await host.page.getByRole('button', { name: 'Competición', exact: true }).click();
  await waitFor('the competition alone', async () => (await cards.count()) === 1);
  expect(await cards.getByText('Copa de primavera').count()).toBe(1);
  await host.page.getByRole('button', { name: 'Competición', exact: true }).click();
  await host.page.getByRole('searchbox', { name: 'Buscar salas' }).fill('algebra');
  await waitFor('what was searched', async () => (await cards.count()) === 1);
  expect(await cards.getByText('Grupo de álgebra').count()).toBe(1);
  await host.page.getByRole('searchbox', { name: 'Buscar salas' }).fill('nada de nada');
  await host.page.getByText('Ninguna sala coincide').waitFor();
  await host.page.getByRole('button', { name: 'Quitar los filtros' }).click();
  const group = cards.filter({ hasText: 'Grupo de álgebra' });
  await group.getByText('1 persona').waitFor();

  // A newcomer finds the public rooms at home and sits down in one; the list in front of the host counts them.
  const guest = await house.newcomer('Leo Marín');
  await go(guest.page, 'Salas');
  await guest.page.getByRole('button', { name: 'Ver las salas públicas' }).click();
  await guest.page
    .getByRole('main')
    .getByRole('link', { name: /Grupo de álgebra/ })
    .click();
  await guest.page.getByRole('button', { name: 'Unirme' }).click();
  await guest.page.getByRole('textbox', { name: es.write }).waitFor();
  await group.getByText('2 personas').waitFor();
  await group.getByText('1 ahora').waitFor();
});

it('a public room can be looked at from outside and joined; a full one offers to spectate; a private one is out of reach', async () => {
  const host = await house.newcomer('Rocío Sanz');
  await createRoom(host.page, 'Mesa pequeña', es);
  await option(host.page, 'Editar la sala');
  const dialog = host.page.getByRole('dialog');
  await dialog.getByLabel('Plazas').fill('1');
  await dialog.getByText('Entre 2 y 10.000 plazas.').waitFor();
  await dialog.getByLabel('Plazas').fill('2');
  await dialog.getByRole('button', { name: 'Guardar los cambios' }).click();
  await host.page.getByText('Cambios guardados.').waitFor();
  await say(host.page, 'Caben dos personas', es);
  const roomId = roomIdOf(host.page);

  const second = await house.newcomer('Hugo Nieto');
  await second.page.goto(addressOf(roomId));
  await second.page.getByText('Estás mirando una sala pública.').waitFor();
  expect(await reads(second.page, 'Caben dos personas')).toBe(1);
  expect(await second.page.getByRole('textbox', { name: es.write }).count()).toBe(0);
  await second.page.getByRole('button', { name: 'Unirme' }).click();
  await say(second.page, 'Entonces me siento', es);
  expect(await reads(host.page, 'Entonces me siento')).toBe(1);

  const third = await house.newcomer('Sara Gil');
  await third.page.goto(addressOf(roomId));
  await third.page.getByRole('button', { name: 'Unirme' }).click();
  await third.page.getByText('La sala está llena.').waitFor();
  await third.page.getByRole('button', { name: 'Entrar como público' }).click();
  await third.page.getByText('Estás como público: puedes leer y reaccionar.').waitFor();

  await option(host.page, 'Editar la sala');
  await dialog.getByLabel('¿Quién puede entrar?').selectOption({ label: 'Privada: solo con invitación.' });
  await dialog.getByRole('button', { name: 'Guardar los cambios' }).click();
  const stranger = await house.newcomer('Quino Paz');
  await stranger.page.goto(addressOf(roomId));
  await stranger.page.getByText('Esta sala no está a tu alcance').waitFor();
  expect(await stranger.page.getByText('Caben dos personas').count()).toBe(0);
  await stranger.page.goto(`${addressOf(roomId)}/people`);
  await stranger.page.getByText('No existe o no puedes verlo.').waitFor();
  await stranger.page.goto(addressOf('00000000-0000-7000-8000-000000000000'));
  await stranger.page.getByText('Esta sala no está a tu alcance').waitFor();
});

it('what is edited, archived and reopened shows at once on both screens', async () => {
  const host = await house.newcomer('Elena Ruiz');
  await createRoom(host.page, 'Nombre primero', es);
  const other = await house.newcomer('Pablo Cano');
  await enterBy(other.page, await inviteLink(host.page));
  await option(host.page, 'Editar la sala');
  await host.page.getByRole('dialog').getByLabel(es.roomName).fill('Nombre segundo');
  await host.page.getByRole('dialog').getByRole('button', { name: 'Guardar los cambios' }).click();
  for (const { page } of [host, other]) await page.getByRole('heading', { level: 1, name: 'Nombre segundo' }).waitFor();

  await option(host.page, 'Archivar la sala');
  await host.page.getByRole('dialog').getByRole('button', { name: 'Archivar la sala' }).click();
  for (const { page } of [host, other]) {
    await page.getByText('La sala está archivada: se puede leer, pero no escribir.').waitFor();
    expect(await page.getByRole('textbox', { name: es.write }).count()).toBe(0);
  }
  await option(host.page, 'Reabrir la sala');
  for (const { page } of [host, other]) await page.getByRole('textbox', { name: es.write }).waitFor();
});

it('roles change live, the last host is told why they cannot leave, and who is removed or banned sees it at once', async () => {
  const host = await house.newcomer('Nora Vela');
  await createRoom(host.page, 'Sala con papeles', es);
  await option(host.page, 'Editar la sala');
  await host.page
    .getByRole('dialog')
    .getByLabel('¿Quién puede entrar?')
    .selectOption({ label: 'Privada: solo con invitación.' });
  await host.page.getByRole('dialog').getByRole('button', { name: 'Guardar los cambios' }).click();
  await host.page.getByText('Cambios guardados.').waitFor();
  const link = await inviteLink(host.page);
  await option(host.page, 'Salir de la sala');
  const dialog = host.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Salir de la sala' }).click();
  await dialog.getByText('Eres la última persona anfitriona. Antes de salir, nombra a otra en Personas.').waitFor();
  await host.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  const one = await house.newcomer('Omar Duarte');
  await enterBy(one.page, link);
  const two = await house.newcomer('Julia Arce');
  await enterBy(two.page, link);
  await openPeople(host.page);
  await about(host.page, 'Omar Duarte', 'Cambiar a: Público');
  await host.page.getByText('Omar Duarte ahora es: Público.').waitFor();
  await one.page.getByText('Estás como público: puedes leer y reaccionar.').waitFor();
  await about(host.page, 'Omar Duarte', 'Cambiar a: Coanfitrión/a');
  await one.page.getByRole('textbox', { name: es.write }).waitFor();

  await about(host.page, 'Julia Arce', 'Sacar de la sala');
  await host.page.getByRole('dialog').getByRole('button', { name: 'Sacar de la sala' }).click();
  await two.page.getByText('Esta sala no está a tu alcance').waitFor();
  expect(await two.page.getByRole('log').count()).toBe(0);

  await enterBy(two.page, link);
  await about(host.page, 'Julia Arce', 'Vetar');
  const ban = host.page.getByRole('dialog');
  await ban.getByRole('button', { name: 'Vetar' }).click();
  await ban.getByText('Escribe el motivo en una frase.').waitFor();
  await ban.getByLabel('Motivo').fill('Publicidad sin parar');
  await ban.getByRole('button', { name: 'Vetar' }).click();
  await two.page.getByText('Esta sala no está a tu alcance').waitFor();
  await two.page.goto(link);
  await two.page.getByRole('button', { name: /^Entrar como/ }).click();
  await two.page.getByText('No puedes volver a esta sala.').waitFor();
  await host.page.getByRole('tab', { name: 'Vetadas' }).click();
  await host.page.getByRole('button', { name: 'Levantar el veto' }).click();
  await host.page.getByText('Nadie está vetado').waitFor();
  await enterBy(two.page, link);

  // With another host named, the first one may go.
  await host.page.getByRole('tab', { name: 'En la sala' }).click();
  await about(host.page, 'Omar Duarte', 'Cambiar a: Anfitrión/a');
  await host.page.getByText('Omar Duarte ahora es: Anfitrión/a.').waitFor();
  await host.page.getByRole('button', { name: 'Salir de la sala' }).click();
  await host.page.getByRole('dialog').getByRole('button', { name: 'Salir de la sala' }).click();
  await host.page.getByRole('heading', { level: 1, name: 'Salas' }).waitFor();
  expect(await host.page.getByRole('link', { name: /Sala con papeles/ }).count()).toBe(0);
  await openRoom(one.page, 'Sala con papeles');
});

it('lists count who comes and goes while one looks at them, at home too, though nobody says a word', async () => {
  const host = await house.newcomer('Nora Vela');
  await createRoom(host.page, 'Mesa tranquila', es);
  const friend = await house.newcomer('Pol Serra');
  const { page } = friend;
  await page.goto(addressOf(roomIdOf(host.page)));
  await page.getByRole('button', { name: 'Unirme' }).click();
  await page.getByRole('textbox', { name: es.write }).waitFor();
  await go(page, 'Inicio');
  const main = page.getByRole('main');
  const live = main.getByRole('region', { name: 'Está pasando ahora' });
  await live.getByText('1 ahora').waitFor();
  await go(host.page, 'Ajustes');
  await live.waitFor({ state: 'detached' });
  await main.getByRole('heading', { name: 'Tus salas' }).waitFor();
  await openRoom(host.page, 'Mesa tranquila');
  await live.getByText('1 ahora').waitFor();

  const stranger = await house.newcomer('Quima Font', phone);
  await stranger.page.getByText('1 ahora').waitFor();
  await openRoom(page, 'Mesa tranquila');
  await stranger.page.getByText('2 ahora').waitFor();
});

it('an automated account says that it is one, wherever it appears and in both languages', async () => {
  const { page } = await house.newcomer('Iris Bosch');
  await createRoom(page, 'Sala con tutora', es);
  const roomId = roomIdOf(page);
  const { app, log } = house.hub;
  const bot = await log.change(HUB, [], (change) =>
    app.get(AccountsService).createBot(change, { name: 'Tutora IA', language: 'es' }),
  );
  await app.get(RoomsService).seatBot(HUB, { roomId, botId: bot.id });
  const actor = await app.get(AccountsService).actorOf(bot.id);
  await app
    .get(ChatService)
    .post(actor, { roomId, clientId: randomUUID(), text: 'Soy la tutora', replyTo: null, mentions: [] });
  expect(await reads(page, 'Soy la tutora')).toBe(1);
  await page.getByRole('article', { name: /Tutora IA \(IA\)/ }).waitFor();
  // It is a member, and nobody who is here.
  expect(await page.getByRole('region', { name: /mesa/i }).getByText('Tutora').count()).toBe(0);
  await page.getByText('1 persona aquí').first().waitFor();
  await page.getByRole('button', { name: 'Personas', exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: 'Tutora IA' }).getByText('Cuenta automática').waitFor();
  await page.getByRole('link', { name: /Ver a todas las personas/ }).click();
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Tutora IA' });
  await row.getByText('Cuenta automática').waitFor();
  await go(page, 'Ajustes');
  await page.getByRole('group', { name: 'Idioma de la aplicación' }).getByText('English').click();
  await page.goto(`${addressOf(roomId)}/people`);
  await row.getByText('Automated account').waitFor();
});

itWasQuiet(house);
