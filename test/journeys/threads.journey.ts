import type { Locator, Page } from 'playwright-core';
import { barriers, phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse, type Visitor } from './house.js';
import { enterBy, inviteLink, message, more, press, roomIdOf } from './room-steps.js';
import { createRoom, en, es, reads, say } from './steps.js';

const house = openHouse();

async function two(host: string, other: string, title: string): Promise<[Visitor, Visitor]> {
  const first = await house.newcomer(host);
  await createRoom(first.page, title, es);
  const second = await house.newcomer(other);
  await enterBy(second.page, await inviteLink(first.page));
  return [first, second];
}
const panel = (page: Page, title = 'Hilo'): Locator => page.getByRole('complementary', { name: title, exact: true });
async function replyIn(page: Page, text: string): Promise<void> {
  const field = panel(page).getByRole('textbox', { name: 'Tu respuesta' });
  await field.fill(text);
  await field.press('Enter');
  await panel(page).getByRole('log').getByText(text).waitFor();
}
const open = (page: Page) => page.getByRole('button', { name: /^Del chat/ }).click();

it('a thread beside the room: replies stay out of the room, its reader hears of them and reads them on both devices', async () => {
  const [host, other] = await two('Alba Toro', 'Dario Luna', 'Sala de hilos');
  await say(host.page, '¿Dónde nos vemos?', es);
  await reads(other.page, '¿Dónde nos vemos?');
  await press(other.page, '¿Dónde nos vemos?', 'Responder en un hilo');
  await replyIn(other.page, 'En la biblioteca');
  await replyIn(other.page, 'A las seis');

  const root = message(host.page, '¿Dónde nos vemos?').first();
  await root.getByRole('button', { name: /2 respuestas.*2 sin leer/ }).waitFor();
  expect(await host.page.getByRole('log').getByText('En la biblioteca').count()).toBe(0);
  const tab = await host.device.newPage();
  await tab.goto(host.page.url());
  await tab.getByRole('button', { name: 'Del chat: 1 hilos con algo nuevo' }).waitFor();
  await host.page.bringToFront();
  await open(host.page);
  await panel(host.page, 'Del chat')
    .getByRole('button', { name: /Dónde nos vemos/ })
    .click();
  await panel(host.page).getByText('A las seis').waitFor();
  await root.getByRole('button', { name: /2 respuestas(?!.*sin leer)/ }).waitFor();
  await tab.getByRole('button', { name: 'Del chat', exact: true }).waitFor();
  expect(await barriers(host.page)).toEqual([]);

  // The permalink of a reply opens the thread and shows it there.
  const [reply] = await house.hub.sql.query<{ seq: number }>(`select seq from messages where text = 'A las seis'`);
  await tab.goto(`/rooms/${roomIdOf(host.page)}?message=${reply?.seq}`);
  await panel(tab).locator('[data-highlighted]').filter({ hasText: 'A las seis' }).waitFor();
  await panel(host.page).getByRole('button', { name: 'Siguiendo' }).click();
  await panel(host.page).getByRole('button', { name: 'Seguir' }).waitFor();
});

it('a question stays open until its answer is marked; thanks, pins and decisions are found again', async () => {
  const [host, other] = await two('Nora Vidal', 'Saúl Peña', 'Sala de preguntas');
  await other.page.getByRole('button', { name: 'Publicar como pregunta' }).click();
  await say(other.page, '¿Qué es un cierre?', es);
  await say(other.page, '/pregunta ¿Y un iterador?', es);
  await reads(host.page, '¿Y un iterador?');
  await open(host.page);
  const list = panel(host.page, 'Del chat');
  await list.getByText('Preguntas').click();
  await list.getByText('¿Qué es un cierre?').waitFor();
  await press(host.page, '¿Qué es un cierre?', 'Responder');
  await say(host.page, 'Una función con su entorno', es);
  await reads(other.page, 'Una función con su entorno');
  await more(other.page, 'Una función con su entorno', 'Marcar como la respuesta');
  await message(host.page, 'Una función con su entorno').getByText('Respuesta', { exact: true }).waitFor();
  await message(host.page, '¿Qué es un cierre?').first().getByRole('button', { name: 'Respondida' }).waitFor();
  await waitFor('one open question', async () => (await list.getByRole('listitem').count()) === 1);
  await more(other.page, 'Una función con su entorno', 'Dar las gracias');
  await message(host.page, 'Una función con su entorno')
    .getByRole('button', { name: '1 persona lo agradece' })
    .waitFor();

  await say(host.page, '/decisión Nos vemos los lunes', es);
  await message(other.page, 'Nos vemos los lunes').getByText('Decisión', { exact: true }).waitFor();
  await more(host.page, '¿Y un iterador?', 'Fijar');
  await message(other.page, '¿Y un iterador?').getByText('Fijado', { exact: true }).waitFor();
  await list.getByText('Fijados').click();
  await waitFor('two pins', async () => (await list.getByRole('listitem').count()) === 2);
  expect(await barriers(host.page)).toEqual([]);
  await more(host.page, 'Nos vemos los lunes', 'Borrar');
  await waitFor('one pin', async () => (await list.getByRole('listitem').count()) === 1);
});

it('on a phone a thread is a sheet of its own, and who reacted is told when asked', async () => {
  const [host] = await two('Iria Sanz', 'Joel Mora', 'Sala de bolsillo');
  await say(host.page, 'Hola desde el bolsillo', es);
  await press(host.page, 'Hola desde el bolsillo', 'Reaccionar');
  await host.page.getByRole('searchbox', { name: 'Buscar emoji' }).fill('corazón');
  await host.page.getByRole('button', { name: '❤️', exact: true }).click();
  await press(host.page, 'Hola desde el bolsillo', 'Quién ha reaccionado');
  await host.page.getByRole('dialog', { name: 'Quién ha reaccionado' }).getByText('Iria Sanz').waitFor();
  await host.page.keyboard.press('Escape');
  await host.page.setViewportSize({ width: phone.width, height: phone.height });
  await press(host.page, 'Hola desde el bolsillo', 'Responder en un hilo');
  await replyIn(host.page, 'Cabe todo');
  expect(await barriers(host.page)).toEqual([]);
  expect(await host.page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

it('in English and in the dark all of it can be read, and reached by keyboard', async () => {
  const device = { width: 360, height: 740, language: 'en', scheme: 'dark' } as const;
  const { page } = await house.newcomer('Erin Walsh', device);
  await createRoom(page, 'Small hours', en);
  await say(page, '/question What did we decide?', en);
  await say(page, '/decision We meet on Mondays', en);
  const list = panel(page, 'From the chat');
  await page.getByRole('button', { name: 'From the chat' }).click();
  for (const tab of ['Threads', 'Questions', 'Pinned']) {
    await list.getByText(tab, { exact: true }).click();
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }
  await list.getByRole('button', { name: /We meet on Mondays/ }).click();
  await page.locator('[data-highlighted]').filter({ hasText: 'We meet on Mondays' }).waitFor();
  const decision = message(page, 'We meet on Mondays').first();
  await decision.focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Unpin' }).press('Enter');
  await decision.getByText('Decision', { exact: true }).waitFor({ state: 'detached' });
  expect(await barriers(page)).toEqual([]);
});

itWasQuiet(house);
