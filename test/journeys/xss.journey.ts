import type { Page } from 'playwright-core';
import type { z } from 'zod';
import type { enteredAsGuest } from '../../src/contract/rooms.contract.js';
import { atOnce } from '../support/at-once.js';
import { generous } from '../support/generous-limits.js';
import { Http, Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse, type Visitor } from './house.js';
import { go, roomIdOf } from './room-steps.js';
import { createRoom, es, say } from './steps.js';
import { HARMFUL, harmless, listen, ran, stopped } from './xss-ears.js';
import { madePayloads, packed } from './xss-made.js';
import { linesUpTo, payloads } from './xss-payloads.js';

const house = openHouse({ replace: [generous] });
const all = [...payloads, ...madePayloads];

async function start(name: string): Promise<Visitor> {
  const visitor = await house.newcomer(name);
  await listen(visitor.device);
  await visitor.page.reload();
  await visitor.page.getByRole('heading', { level: 1, name: `Hola, ${name}` }).waitFor();
  return visitor;
}

/** What the search shows of it is text as well. */
async function findsOnlyText(page: Page, words: readonly string[]): Promise<void> {
  await house.hub.log.settled();
  await page.keyboard.press('Control+k');
  for (const word of words) {
    await page.getByRole('combobox').fill(word);
    await page
      .locator('mark', { hasText: new RegExp(word, 'i') })
      .first()
      .waitFor();
    await harmless(page);
  }
  await page.keyboard.press('Escape');
}

it('the hooks hear a program that runs', async () => {
  const { device } = await house.visit();
  await listen(device);
  const page = await device.newPage();
  await page.goto('/');
  await page.evaluate('alert(1)');
  await page.evaluate('void (window.__xss = 1)');
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')`);
  await waitFor('what ran and what was stopped', () => ran.length === 2 && stopped.length > 0);
  ran.length = 0;
  stopped.length = 0;
  house.browser.complaints.length = 0;
});

it('no message becomes a program, and every one of them can be read', async () => {
  const host = await start('Marga Pons');
  await createRoom(host.page, 'Sala blindada', es);
  await say(host.page, 'Uso normal: **negrita**, `código` y https://example.org', es);
  const roomId = roomIdOf(host.page);
  const attacker = await house.hub.person('Mallory');
  const live = await attacker.connect();
  await live.do('rooms:join', { roomId, as: 'learner' });
  await go(host.page, 'Salas');
  expect(new Set(all).size).toBeGreaterThanOrEqual(500);
  const texts = [...payloads, ...packed(madePayloads, 600, '\n\n')];
  for (const text of texts) await live.post(roomId, text);
  await live.post(roomId, 'Y este es el último');

  // Through all of them, from the first to the last.
  await host.page
    .getByRole('main')
    .getByRole('link', { name: /Sala blindada/ })
    .click();
  const log = host.page.getByRole('log');
  await log.hover();
  await waitFor(
    'the last message',
    async () => {
      await host.page.mouse.wheel(0, 500);
      expect(await host.page.evaluate<string[]>(HARMFUL)).toEqual([]);
      return (await log.getByText('Y este es el último', { exact: true }).count()) > 0;
    },
    120_000,
  );
  await harmless(host.page);
  await findsOnlyText(host.page, ['script', 'onerror', 'javascript', 'svg', 'iframe']);
  expect(stopped).toEqual([]);
}, 240_000);

it('no title, description, name or reason becomes a program', async () => {
  const admin = await start('Rita Valls');
  await house.hub.sql.query(`update accounts set role = 'admin' where name = 'Rita Valls'`);
  await admin.page.reload();
  await createRoom(admin.page, 'Sala de visitas', es);
  const roomId = roomIdOf(admin.page);
  const maker = await house.hub.person('Trudy', { role: 'admin' });
  await (await maker.connect()).do('rooms:join', { roomId, as: 'learner' });
  const titles = linesUpTo(80);
  // The longer field takes all the others, several at a time.
  const abouts = [...titles, ...packed(madePayloads, 400, ' ')].slice(-titles.length);
  await atOnce(4, titles, (title) =>
    house.hub.room(maker, {
      title,
      about: abouts[titles.indexOf(title) % abouts.length] ?? title,
      visibility: 'public',
    }),
  );

  // As guests, whose name is all they give; each says a word, and each is suspended for a reason.
  const invite = await maker.http.post<{ code: string }>(`/api/rooms/${roomId}/invites`, { guests: true });
  const guests = await atOnce(4, linesUpTo(40), async (name) => {
    const http = new Http(house.hub.url);
    const entered = await http.post<z.infer<typeof enteredAsGuest>>(`/api/invites/${invite.body.code}/guest`, {
      name,
      language: 'es',
    });
    expect(entered.status).toBe(201);
    const { session } = entered.body;
    const live = await Live.connect(house.hub.url, session.accessToken);
    await live.post(roomId, 'Hola a la sala');
    return { id: session.account.id, live };
  });
  await admin.page.getByRole('log').getByText('Hola a la sala').last().waitFor();
  await admin.page.getByRole('button', { name: 'Personas', exact: true }).click();
  await admin.page.getByText('Aquí ahora').waitFor();
  await harmless(admin.page);
  await admin.page.getByRole('link', { name: /Ver a todas las personas/ }).click();
  await admin.page
    .getByRole('button', { name: /^Acciones para/ })
    .first()
    .waitFor();
  await harmless(admin.page);
  for (const { live } of guests) live.close();

  await go(admin.page, 'Salas');
  await admin.page.getByText('Públicas').click();
  const pages = admin.page.getByRole('button', { name: 'Ver más salas' });
  const cards = admin.page.getByRole('main').getByRole('listitem');
  await waitFor('all the rooms', async () => {
    if (await pages.isEnabled().catch(() => false)) await pages.click({ timeout: 1_000 }).catch(() => undefined);
    return (await cards.count()) >= titles.length;
  });
  await harmless(admin.page);
  for (const title of ['"><script>alert(1)</script>', '<svg onload=alert(1)>']) {
    // Other rooms say the same among what they are about.
    await cards.getByText(title, { exact: true }).first().click();
    await admin.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    await harmless(admin.page);
    await admin.page.goBack();
    await cards.first().waitFor();
  }

  const reasons = linesUpTo(200);
  await atOnce(4, guests, async ({ id }) => {
    const reason = reasons[guests.findIndex((guest) => guest.id === id) % reasons.length];
    expect((await maker.http.put(`/api/admin/people/${id}/ban`, { reason })).status).toBeLessThan(300);
  });
  await go(admin.page, 'Administrar');
  await admin.page.getByLabel('Qué personas se muestran').selectOption({ label: 'Suspendidas' });
  await admin.page
    .getByText(/^Motivo: /)
    .first()
    .waitFor();
  await harmless(admin.page);
  expect(stopped).toEqual([]);
}, 180_000);

it('nothing that people show of themselves becomes a program', async () => {
  const reader = await start('Nuria Sala');
  const tags = linesUpTo(40);
  const most = 12;
  const portions = Array.from({ length: Math.ceil(tags.length / most) }, (_, at) => at);
  const people = await atOnce(3, portions, async (at) => {
    const own = tags.slice(at * most, (at + 1) * most);
    const person = await house.hub.person(own[0] ?? 'Nadie');
    const links = own.slice(0, 5).map((label) => ({ label, url: 'https://192.0.2.7/"onmouseover=alert(1)' }));
    const bad = await person.http.patch('/api/profile', { links });
    expect(bad.status).toBe(400);
    const good = links.map(({ label }) => ({ label, url: "https://192.0.2.7/'onmouseover=alert(1)" }));
    const shown = await person.http.patch('/api/profile', { skills: own, seeks: own, offers: own, links: good });
    expect(shown.status).toBe(200);
    expect((await person.http.patch('/api/account', { about: own.join('\n').slice(0, 300) })).status).toBe(200);
    return person;
  });
  await go(reader.page, 'Personas');
  const found = reader.page.getByRole('main').getByRole('listitem').getByRole('link');
  await waitFor('all the people', async () => (await found.count()) >= people.length);
  await harmless(reader.page);
  for (const [at] of people.entries()) {
    await found.nth(at).click();
    await reader.page.getByRole('heading', { name: 'Enlaces' }).waitFor();
    await harmless(reader.page);
    await reader.page.goBack();
    await found.first().waitFor();
  }
  expect(stopped).toEqual([]);
}, 180_000);

itWasQuiet(house);
