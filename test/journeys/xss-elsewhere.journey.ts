import { Internet } from '../../src/platform/outgoing/internet.js';
import { OwnInternet, Site } from '../outgoing/own-internet.js';
import { generous } from '../support/generous-limits.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse, type Visitor } from './house.js';
import { go, roomIdOf } from './room-steps.js';
import { createRoom, es } from './steps.js';
import { HARMFUL, harmless, listen, stopped } from './xss-ears.js';
import { madePayloads, packed } from './xss-made.js';
import { payloads } from './xss-payloads.js';

const house = openHouse({
  env: { LINK_PREVIEWS: 'on' },
  replace: [generous, { token: Internet, by: OwnInternet }],
});
const all = [...payloads, ...madePayloads];

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
  const titles = packed(
    all.filter((text) => !/[\p{Cc}\p{Cf}]/u.test(text)),
    190,
    ' ',
  );
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
  for (const text of packed(all, 7_000, '\n')) await field.fill(text);
  await field.fill('/me <img src=x onerror=alert(1)> :gri');
  await host.page.getByRole('option').first().waitFor();
  await harmless(host.page);
  await field.fill('');
  expect(stopped).toEqual([]);
  await site.close();
}, 300_000);

itWasQuiet(house);
