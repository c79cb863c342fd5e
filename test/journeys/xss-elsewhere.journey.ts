import type { Page } from 'playwright-core';
import { Internet } from '../../src/platform/outgoing/internet.js';
import { OwnInternet, Site } from '../outgoing/own-internet.js';
import { generous } from '../support/generous-limits.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse, type Visitor } from './house.js';
import { go, roomIdOf } from './room-steps.js';
import { createRoom, es } from './steps.js';
import { HARMFUL, harmless, listen, stopped } from './xss-ears.js';
import { madePayloads, packed } from './xss-made.js';
import { linesUpTo } from './xss-payloads.js';
import { allPayloads, apart, judge, keep, meet, oneLine, sceneOf } from './xss-planted.js';

const house = openHouse({
  env: { LINK_PREVIEWS: 'on', UPLOADS_DAY_FILES: '10000' },
  replace: [generous, { token: Internet, by: OwnInternet }],
});

async function start(name: string): Promise<Visitor> {
  const visitor = await house.newcomer(name);
  await listen(visitor.device);
  await visitor.page.reload();
  await visitor.page.getByRole('heading', { level: 1, name: `Hola, ${name}` }).waitFor();
  return visitor;
}

it('nothing that other sites say, that one saves or is still writing becomes a program', async () => {
  const safe = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  // Each page says as many as its title and its line hold.
  const titles = packed(oneLine, 190, ' ');
  const site = await new Site(({ url = '' }, response) => {
    const words = safe(titles[Number(url.slice(1)) % titles.length] ?? '');
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<title>${words}</title><meta property="og:site_name" content="${words}"><meta name="description" content="${words}">`,
    );
  }).listen();
  OwnInternet.port = site.port;
  const host = await start('Nora Vila');
  await createRoom(host.page, 'Sala de enlaces', es);
  const roomId = roomIdOf(host.page);
  const attacker = await house.hub.person('Oscar');
  const live = await attacker.connect();
  await live.do('rooms:join', { roomId, as: 'learner' });
  const me = await house.hub.sql.query<{ id: string }>(`select id from accounts where name = 'Nora Vila'`);
  for (let at = 0; at < titles.length; at += 3) {
    const links = [at, at + 1, at + 2].filter((n) => n < titles.length).map((n) => site.url(`/${n}`));
    const { messageId } = await live.post(roomId, links.join(' '));
    await house.hub.sql.query(
      'insert into saved_messages (id, account_id, message_id) select gen_random_uuid(), $1, $2',
      [me[0]?.id, messageId],
    );
  }
  for (const text of packed(madePayloads, 2_000, '\n\n')) {
    const { messageId } = await live.post(roomId, text);
    await house.hub.sql.query(
      'insert into saved_messages (id, account_id, message_id) select gen_random_uuid(), $1, $2',
      [me[0]?.id, messageId],
    );
  }
  const drawn = `select coalesce(sum(jsonb_array_length(previews)), 0)::int as count from messages where room_id = $1`;
  await waitFor(
    'all the previews',
    async () => (await house.hub.sql.query<{ count: number }>(drawn, [roomId]))[0]?.count === titles.length,
    120_000,
  );
  const log = host.page.getByRole('log');
  await log.hover();
  for (let turn = 0; turn < 25; turn += 1) {
    await host.page.mouse.wheel(0, turn < 12 ? -1_500 : 1_500);
    expect(await host.page.evaluate<string[]>(HARMFUL)).toEqual([]);
  }
  await go(host.page, 'Inicio');
  await host.page.getByRole('link', { name: 'Guardados' }).click();
  await host.page.getByRole('link', { name: 'Ir al mensaje' }).first().waitFor();
  await harmless(host.page);
  await host.page.goBack();
  await host.page
    .getByRole('main')
    .getByRole('link', { name: /Sala de enlaces/ })
    .first()
    .click();
  const field = host.page.getByRole('textbox', { name: es.write });
  for (const text of packed(allPayloads, 7_000, '\n')) await field.fill(text);
  await field.fill('/me <img src=x onerror=alert(1)> :gri');
  await host.page.getByRole('option').first().waitFor();
  await harmless(host.page);
  await field.fill('');
  expect(stopped).toEqual([]);
  await site.close();
}, 300_000);

/** The page of somebody whom the test made. */
async function enter({ email, password }: Person): Promise<Page> {
  const { device, page } = await house.visit();
  await listen(device);
  await page.goto('/sign-in');
  await page.locator('input[name=email]').fill(email ?? '');
  await page.locator('input[name=password]').fill(password ?? '');
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/home');
  return page;
}

it('nothing that a meeting, its minutes, a material or a picture says becomes a program', async () => {
  const scene = await sceneOf(house.hub);
  const meetingId = await meet(scene);
  const kept = await keep(scene);
  const page = await enter(scene.host);
  await page.getByRole('heading', { name: 'Lo próximo' }).waitFor();
  await harmless(page);
  const room = `/rooms/${scene.roomId}`;
  await page.goto(room);
  await page.getByRole('log').getByRole('article').last().waitFor();
  await harmless(page);
  await page.getByRole('button', { name: 'Encuentros', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Encuentros' });
  await waitFor('the meetings', async () => (await panel.getByRole('article').count()) === linesUpTo(80).length - 1);
  await harmless(page);
  await page.getByRole('button', { name: 'Materiales', exact: true }).click();
  const list = page.getByRole('list', { name: 'Materiales de la sala' });
  await waitFor('the materials', async () => (await list.getByRole('listitem').count()) === kept);
  await harmless(page);
  const breakouts = await apart(scene.host, scene.roomId, true);
  await page.getByRole('button', { name: 'Dirigir' }).click();
  const seats = page.getByRole('complementary', { name: 'Corrillos' });
  await waitFor('the breakouts', async () => (await seats.getByRole('heading', { level: 4 }).count()) >= breakouts);
  await harmless(page);
  await page.goto(`${room}/meetings/${meetingId}`);
  await page.getByRole('heading', { name: 'Valoraciones' }).waitFor();
  await harmless(page);
  await page.goto(`${room}/meetings/${meetingId}/minutes`);
  await page.getByRole('slider', { name: 'Momento' }).fill('0');
  await page.getByRole('button', { name: 'Reproducir' }).waitFor();
  await harmless(page);
  await page.getByRole('button', { name: 'Corregir' }).click();
  await page.getByRole('dialog').getByLabel('Resumen').waitFor();
  await harmless(page);
  expect(stopped).toEqual([]);
}, 180_000);

it('no report, no reason and no name that the administration gives becomes a program', async () => {
  const scene = await sceneOf(house.hub);
  await judge(scene);
  const page = await enter(scene.host);
  await page.goto(`/rooms/${scene.roomId}/reports`);
  const more = page.getByRole('button', { name: 'Ver más' });
  for (const tab of ['Abiertos', 'Resueltos', 'Decisiones']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel').getByRole('listitem').first().waitFor();
    await waitFor('all of them', async () => {
      // With the last page the button goes.
      await more.click({ timeout: 1_000 }).catch(() => undefined);
      return (await more.count()) === 0;
    });
    await harmless(page);
  }
  const theirs = await enter(scene.author);
  await theirs.goto(`/rooms/${scene.roomId}`);
  await theirs.getByText(/^Motivo: /).waitFor();
  await theirs.getByRole('button', { name: 'Ver qué decía' }).last().click();
  await theirs.getByText(/^Oculto porque: /).waitFor();
  await harmless(theirs);
  await theirs.goto('/notices');
  await theirs.getByRole('main').getByRole('listitem').first().waitFor();
  await harmless(theirs);

  const admin = await house.hub.person('Rita', { role: 'admin' });
  const guests = await house.hub.person('Oliver');
  await (await guests.connect()).do('rooms:join', { roomId: scene.roomId, as: 'learner' });
  const ban = { roomId: scene.roomId, personId: guests.id, reason: packed(oneLine, 200, ' ')[0] ?? '' };
  await scene.host.socket.do('rooms:ban', ban);
  await page.goto(`/rooms/${scene.roomId}/people?tab=banned`);
  await page.getByRole('main').getByText('Oliver').waitFor();
  await harmless(page);
  const whys = packed(allPayloads, 500, '\n');
  const asking = await Promise.all(Array.from({ length: 8 }, (_, at) => house.hub.person(`Aspirante ${at}`)));
  for (const [at, { http }] of asking.entries())
    expect((await http.post('/api/account/mentor-request', { why: whys[at] })).status).toBeLessThan(300);
  for (const name of linesUpTo(60).slice(0, 20))
    expect((await admin.http.post('/api/account/tokens', { name, scopes: ['read'], days: 1 })).status).toBe(201);
  const device = { 'user-agent': '<img src=x onerror=alert(1)>' };
  const { email, password } = admin;
  await house.hub.visitor().send('POST', '/api/session', { email, password }, device);
  const office = await enter(admin);
  await office.goto('/settings');
  await office.getByText('<script>alert(1)</script>', { exact: true }).first().waitFor();
  await harmless(office);
  await office.goto('/admin');
  await office.getByLabel('Qué personas se muestran').selectOption({ label: 'Peticiones de mentoría' });
  await office.getByRole('main').getByText('Aspirante 7').first().waitFor();
  await harmless(office);
  // The server itself writes the name of the hub into every page.
  const { page: passing } = await house.visit();
  for (const name of linesUpTo(40)) {
    expect((await admin.http.put('/api/admin/branding', { name, hue: null })).status).toBeLessThan(300);
    await passing.goto('/');
    await passing.getByRole('link', { name, exact: true }).first().waitFor();
    // A title has no two blanks in a row.
    expect(await passing.title()).toContain(name.trim().replace(/ +/g, ' '));
    await harmless(passing);
  }
  await office.goto('/admin?tab=brand');
  await office.getByRole('textbox').first().waitFor();
  await harmless(office);
  expect(stopped).toEqual([]);
}, 180_000);

itWasQuiet(house);
