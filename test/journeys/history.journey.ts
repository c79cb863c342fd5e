import type { Page } from 'playwright-core';
import { generous } from '../support/generous-limits.js';
import type { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { enterBy, go, inviteLink, more, roomIdOf } from './room-steps.js';
import { createRoom, es, reads, say } from './steps.js';

const house = openHouse({ replace: [generous] });
const log = (page: Page) => page.getByRole('log');

/** Seqs of the messages that are drawn, top to bottom. */
const drawn = (page: Page): Promise<number[]> =>
  page.evaluate<number[]>(
    `[...document.querySelectorAll('[role=log] [data-message]')].map((node) => Number(node.dataset.message)).sort((a, b) => a - b)`,
  );

it('three hundred messages: what is older comes while one scrolls, what one reads stays where it is, a link opens at its message', async () => {
  const host = await house.newcomer('Fina Olmo');
  await createRoom(host.page, 'Sala con historia', es);
  const link = await inviteLink(host.page);
  const writer = await house.hub.person('Escribano');
  const live = await writer.connect();
  const roomId = roomIdOf(host.page);
  await live.do('rooms:join', { roomId, as: 'learner' });
  for (let number = 1; number <= 300; number += 1) await live.post(roomId, `Entrada ${number} del diario`);

  const reader = await house.newcomer('Lía Torres');
  await enterBy(reader.page, link);
  const { page } = reader;
  await log(page).getByText('Entrada 300 del diario', { exact: true }).waitFor();
  const first = (await drawn(page))[0] ?? 0;

  // Up in steps of the wheel: the message under the eye moves with the wheel, and only with it.
  const box = await log(page).boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 200);
  let jumped = 0;
  for (let step = 0; step < 80 && (await log(page).getByText('Aquí empieza la sala').count()) === 0; step += 1) {
    const before = await positions(page);
    await page.mouse.wheel(0, -500);
    const after = await settled(page);
    for (const [seq, top] of Object.entries(before)) {
      const now = after[seq];
      // The wheel moves at most its own distance; anything else would be a jump.
      if (now !== undefined && (now - top < -30 || now - top > 560)) jumped += 1;
    }
  }
  expect(jumped).toBe(0);
  await log(page).getByText('Aquí empieza la sala').waitFor();
  await log(page).getByText('Entrada 1 del diario', { exact: true }).waitFor();
  expect((await drawn(page))[0]).toBeLessThan(first);

  // Something new meanwhile does not take the reader away from there; a press does.
  await live.post(roomId, 'Entrada nueva');
  await page.getByRole('button', { name: /1 mensaje nuevo/ }).waitFor();
  expect(await log(page).getByText('Entrada 1 del diario', { exact: true }).count()).toBe(1);
  await more(page, 'Entrada 1 del diario', 'Copiar el enlace');
  const permalink = await page.evaluate<string>('navigator.clipboard.readText()');
  await page.getByRole('button', { name: /1 mensaje nuevo/ }).click();
  await log(page).getByText('Entrada nueva', { exact: true }).waitFor();

  await page.goto(permalink);
  await page.locator('[data-highlighted]').filter({ hasText: 'Entrada 1 del diario' }).waitFor();
});

/** Top of every drawn message. */
const positions = (page: Page): Promise<Record<string, number>> =>
  page.evaluate<Record<string, number>>(
    `Object.fromEntries([...document.querySelectorAll('[role=log] [data-message]')].map((node) => [node.dataset.message, node.getBoundingClientRect().top]))`,
  );

/** The same, once two frames in a row agree. */
async function settled(page: Page): Promise<Record<string, number>> {
  let before = '';
  return waitFor('the list to stand still', async () => {
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const now = await positions(page);
    const same = JSON.stringify(now) === before;
    before = JSON.stringify(now);
    return same ? now : undefined;
  });
}

/** How far the list stands from its end, in pixels. */
const below = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `(() => { const list = document.querySelector('[role=log]'); return list.scrollHeight - list.clientHeight - list.scrollTop; })()`,
  );

const pill = (page: Page) => page.getByRole('button', { name: /mensajes? nuevos?$|^Ir a lo último$/ });

/** Everybody says everything at once: some of the messages are long. */
async function burst(writers: readonly Live[], roomId: string, name: string, each: number): Promise<void> {
  const long = 'Con bastante más que decir, y por eso en varias líneas. '.repeat(6);
  const posts = writers.flatMap((live, who) =>
    Array.from({ length: each }, (_, at) =>
      live.post(roomId, `${name} ${who}-${at} ${at % 7 === 3 ? long : ''}`.trimEnd()),
    ),
  );
  await Promise.all(posts);
  await writers[0]?.post(roomId, `${name}: fin`);
}

it('two hundred messages at once: whoever reads the end stays there, whoever reads above stays above', async () => {
  const host = await house.newcomer('Nela Ríos');
  await createRoom(host.page, 'Sala con prisa', es);
  const link = await inviteLink(host.page);
  const roomId = roomIdOf(host.page);
  const writers = await Promise.all(
    ['Uno', 'Dos', 'Tres', 'Cuatro'].map(async (name) => {
      const live = await (await house.hub.person(name)).connect();
      await live.do('rooms:join', { roomId, as: 'learner' });
      return live;
    }),
  );
  await burst(writers, roomId, 'Antes', 10);
  const above = await house.newcomer('Alba Peña');
  await enterBy(above.page, link);
  for (const { page } of [host, above]) await log(page).getByText('Antes: fin', { exact: true }).waitFor();

  // One of the two goes up by the wheel; what is written now she has not read.
  const box = await log(above.page).boundingBox();
  await above.page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 200);
  await above.page.mouse.wheel(0, -600);
  await above.page.getByRole('button', { name: 'Ir a lo último' }).waitFor();
  const before = await settled(above.page);

  await burst(writers, roomId, 'Ráfaga', 50);
  await log(host.page).getByText('Ráfaga: fin', { exact: true }).waitFor();
  await settled(host.page);
  expect(await below(host.page)).toBeLessThan(2);
  expect(await pill(host.page).count()).toBe(0);
  // A field that takes more room takes it from above.
  await host.page.getByRole('textbox', { name: es.write }).fill('Una\npregunta\nde\ncuatro líneas');
  await settled(host.page);
  expect(await below(host.page)).toBeLessThan(2);

  await above.page.getByRole('button', { name: '201 mensajes nuevos' }).waitFor();
  expect(await settled(above.page)).toMatchObject(before);
  await above.page.getByRole('button', { name: '201 mensajes nuevos' }).click();
  await log(above.page).getByText('Ráfaga: fin', { exact: true }).waitFor();
  await pill(above.page).waitFor({ state: 'detached' });

  // Who says something wants to see it, wherever one was reading.
  await above.page.mouse.wheel(0, -900);
  await above.page.getByRole('button', { name: 'Ir a lo último' }).waitFor();
  await say(above.page, 'Ya estoy al día', es);
  await log(above.page).getByText('Ya estoy al día', { exact: true }).waitFor();
  await pill(above.page).waitFor({ state: 'detached' });
  await settled(above.page);
  expect(await below(above.page)).toBeLessThan(2);

  // Coming back, one begins where one stopped reading.
  await go(above.page, 'Inicio');
  await above.page.getByRole('heading', { level: 1, name: 'Hola, Alba Peña' }).waitFor();
  await burst(writers, roomId, 'Luego', 10);
  await above.page.goto(`/rooms/${roomId}`);
  await log(above.page).getByText('Sin leer', { exact: true }).waitFor();
  await settled(above.page);
  const line = await log(above.page).getByText('Sin leer', { exact: true }).boundingBox();
  expect(Math.abs((line?.y ?? 0) - ((await log(above.page).boundingBox())?.y ?? 0))).toBeLessThan(40);
  await above.page.getByRole('button', { name: '41 mensajes nuevos' }).click();
  await log(above.page).getByText('Luego: fin', { exact: true }).waitFor();
  await pill(above.page).waitFor({ state: 'detached' });
});

it('a cut connection is said in words; what was said meanwhile arrives once and in order', async () => {
  const host = await house.newcomer('Cruz Pardo');
  await createRoom(host.page, 'Sala del túnel', es);
  const other = await house.newcomer('Eva Luna');
  await enterBy(other.page, await inviteLink(host.page));
  await say(host.page, 'Antes del túnel', es);
  await reads(other.page, 'Antes del túnel');
  await other.device.setOffline(true);
  await other.page.getByText('Sin conexión. Puedes seguir escribiendo: se enviará al volver.').waitFor();
  for (const word of ['uno', 'dos', 'tres']) await say(host.page, `Dentro, ${word}`, es);
  await reads(host.page, 'Dentro, tres');
  await say(other.page, 'Escrito en el túnel', es);
  await other.page.getByText('Se enviará al recuperar la conexión').waitFor();
  await other.device.setOffline(false);
  await other.page.getByText('Conexión recuperada').waitFor();
  expect(await reads(other.page, 'Dentro, tres')).toBe(1);
  const read = await log(other.page)
    .getByText(/^Dentro, /)
    .allTextContents();
  expect(read).toEqual(['Dentro, uno', 'Dentro, dos', 'Dentro, tres']);
  expect(await reads(host.page, 'Escrito en el túnel')).toBe(1);
});

itWasQuiet(house);
