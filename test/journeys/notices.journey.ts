import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { MeetingTellings } from '../../src/features/notifications/meeting-tellings.js';
import { UnsubscribeTokens } from '../../src/features/notifications/unsubscribe-tokens.js';
import { loadSecrets } from '../../src/platform/config/secrets.js';
import { barriers, phone } from '../support/browser.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse, type Visitor } from './house.js';
import { go } from './room-steps.js';
import { reads } from './steps.js';

const house = openHouse();

const bell = (page: Page, name = 'Avisos') =>
  page.getByRole('navigation').getByRole('link', { name: new RegExp(name) });
const idOf = async (name: string): Promise<string> => {
  const [row] = await house.hub.sql.query<{ id: string }>('select id from accounts where name = $1', [name]);
  return row?.id ?? '';
};

/** Somebody at home who is in the room of somebody else. */
async function together(
  name: string,
  title: string,
  device?: typeof phone,
): Promise<[Visitor, string, Person, string]> {
  const host = await house.hub.person(`Host of ${title}`);
  const roomId = await house.hub.room(host, { title });
  await host.connect();
  const visitor = await house.newcomer(name, device);
  await visitor.page.goto(`/rooms/${roomId}`);
  await visitor.page
    .getByRole('button', { name: device ? /join/i : /unirme|entrar/i })
    .first()
    .click();
  await visitor.page.getByRole('textbox').waitFor();
  await waitFor('the membership', async () => {
    const rows = await house.hub.sql.query(`select 1 from memberships where room_id = $1 and name = $2`, [
      roomId,
      name,
    ]);
    return rows.length === 1;
  });
  return [visitor, await idOf(name), host, roomId];
}

/** From the room to home, and no message of the room is on the screen any more. */
async function away(page: Page): Promise<void> {
  await go(page, 'Inicio');
  await page.getByRole('heading', { level: 1, name: /^Hola/ }).waitFor();
}

it('a mention rings the bell, waits in the inbox, leads to its message, and is silent where the room is on the screen', async () => {
  const [{ page }, id, host, roomId] = await together('Ana Pardo', 'Lecturas de invierno');
  await away(page);
  await host.socket.post(roomId, 'Ana, ¿vienes?', { mentions: [id] });
  await bell(page).getByText('1 sin leer').waitFor();
  await waitFor('the title of the tab', async () => (await page.title()).startsWith('(1)'));
  await bell(page).click();
  await page.getByRole('heading', { level: 1, name: 'Avisos' }).waitFor();
  const notice = page.getByRole('link', { name: /te ha mencionado en «Lecturas de invierno»/ });
  await notice.getByText('Ana, ¿vienes?').waitFor();
  await page.getByRole('heading', { level: 2, name: 'hoy' }).waitFor();
  await notice.click();
  await page.waitForURL(/message=/);
  expect(await reads(page, 'Ana, ¿vienes?')).toBe(1);
  await bell(page).getByText('1 sin leer').waitFor({ state: 'detached' });

  // What comes while the room is shown makes no noise, and is in the inbox as read.
  await host.socket.post(roomId, 'Y trae el libro', { mentions: [id] });
  expect(await reads(page, 'Y trae el libro')).toBe(1);
  await waitFor('it to be read at once', async () => {
    const rows = await house.hub.sql.query('select 1 from notices where account_id = $1 and read_at is not null', [id]);
    return rows.length === 2;
  });
  await bell(page).click();
  await page.getByText('Y trae el libro').waitFor();
  expect(await page.getByText('Sin leer:').count()).toBe(0);
});

it('the inbox is filtered, read as a whole, and a room or a kind is silenced', async () => {
  const [{ page }, id, host, roomId] = await together('Berta Sol', 'Taller de otoño');
  await away(page);
  await host.socket.post(roomId, 'primera', { mentions: [id] });
  await bell(page).getByText('1 sin leer').waitFor();
  await host.socket.post(roomId, 'segunda', { mentions: [id] });
  await bell(page).getByText('2 sin leer').waitFor();
  await bell(page).click();
  await page.getByRole('button', { name: 'Encuentros' }).click();
  await page.getByText('No hay ningún aviso de este tipo.').waitFor();
  await page.getByRole('button', { name: 'Sin leer' }).click();
  await page.getByText('segunda').waitFor();
  await page.getByRole('button', { name: 'Marcar todo como leído' }).click();
  await page.getByText('No hay ningún aviso de este tipo.').waitFor();
  await bell(page).getByText('2 sin leer').waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Elegir qué avisos recibo' }).click();
  const mentions = page.getByRole('switch', { name: 'Me mencionan, En Tertulia' });
  await mentions.click();
  await waitFor('it to be kept', async () => {
    const rows = await house.hub.sql.query(`select 1 from notice_settings where 'mention' = any(inbox_off)`);
    return rows.length === 1;
  });
  expect(await page.getByRole('switch', { name: 'Me mencionan, Por correo' }).isDisabled()).toBe(true);
  await mentions.click();
  await page.goto(`/rooms/${roomId}`);
  await page.getByRole('button', { name: 'Opciones de la sala' }).click();
  await page.getByRole('menuitem', { name: 'Silenciar los avisos de esta sala' }).click();
  await page.getByText('No recibirás avisos de esta sala.').waitFor();
  await away(page);
  await host.socket.post(roomId, 'tercera', { mentions: [id] });
  await house.hub.log.settled();
  await go(page, 'Avisos');
  await page.getByText('segunda').waitFor();
  expect(await page.getByText('tercera').count()).toBe(0);
});

it('the minutes of a meeting one was not at come as a notice that leads to them', async () => {
  const [{ page }, , host, roomId] = await together('Dina Paz', 'Lecturas de verano');
  await away(page);
  await waitFor('nobody in the room', async () => {
    const open = 'select 1 from visits where room_id = $1 and ended_at is null';
    return (await house.hub.sql.query(open, [roomId])).length === 0;
  });
  const at = house.hub.clock.now().toISOString();
  const plan = { title: 'Capítulo uno', date: at.slice(0, 10), time: at.slice(11, 16), timeZone: 'UTC', minutes: 30 };
  const { meetingIds } = await host.socket.do('meetings:schedule', { roomId, clientId: randomUUID(), ...plan });
  const meeting = { roomId, meetingId: meetingIds[0] ?? '' };
  for (const step of ['meetings:start', 'meetings:end'] as const) await host.socket.do(step, meeting);
  await house.hub.log.settled();
  await host.socket.do('minutes:publish', meeting);
  await house.hub.app.get(MeetingTellings).tick();
  await bell(page).getByText('1 sin leer').waitFor();
  await bell(page).click();
  await page.getByRole('button', { name: 'Encuentros' }).click();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('link', { name: /Ya está el acta de «Capítulo uno»/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Acta: Capítulo uno' }).waitFor();
  await bell(page).getByText('1 sin leer').waitFor({ state: 'detached' });
});

it('a mail is ended without a sign-in, on a phone in English', async () => {
  const person = await house.hub.person('Carla Mar');
  const token = new UnsubscribeTokens(loadSecrets(house.hub.dataDir).tokenHashKey).of(person.id, 'direct');
  const { page } = await house.visit({ ...phone, language: 'en', scheme: 'dark' });
  await page.goto(`/unsubscribe#${token}`);
  await page.getByRole('button', { name: 'Stop them' }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  const [row] = await house.hub.sql.query<{ mail_off: string[] }>(
    'select mail_off from notice_settings where account_id = $1',
    [person.id],
  );
  expect(row?.mail_off).toEqual(['direct']);
  await page.goto('/');
  await page.goto('/unsubscribe#nonsense');
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
});

itWasQuiet(house);
