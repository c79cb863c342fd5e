import { jest } from '@jest/globals';
import { words as calls } from '../../client/src/features/calls/calls.es.js';
import { words as captions } from '../../client/src/features/captions/captions.es.js';
import { words as notices } from '../../client/src/features/notifications/notices.es.js';
import { words as room } from '../../client/src/features/rooms/room/room.es.js';
import { words as stage } from '../../client/src/features/stage/stage.es.js';
import { SpeechServer } from '../stage/speech-server.js';
import { workerBin } from '../stage/worker-bin.js';
import type { Page } from 'playwright-core';
import { barriers, phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { enterBy, inviteLink } from './room-steps.js';
import { countConnections, moving, tileOf } from './stage-steps.js';
import { createRoom, es } from './steps.js';
import { listen, ran } from './xss-ears.js';
import { linesUpTo } from './xss-payloads.js';

// Two people, two calls and captions: far more than it takes, also on a machine that is busy with other things.
jest.setTimeout(300_000);

const speech = new SpeechServer();
const video = { VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin() };
const house = openHouse({ env: { ...video, OPENAI_BASE_URL: await speech.open() } });
afterAll(() => speech.close());
const fill = (sentence: string, name: string) => sentence.replace(/\{\{\w+\}\}/, name);

it('one calls, the other is rung on another page, answers, is seen and reads what is said; a call that nobody answers leaves a notice', async () => {
  const iris = await house.newcomer('Iris Camps');
  await createRoom(iris.page, 'Donde nos conocimos', es);
  const saul = await house.newcomer('Saúl Ferrer', { ...phone, scheme: 'dark' });
  for (const { device } of [iris, saul]) {
    await countConnections(device);
    await listen(device);
  }
  const [caller, called] = [iris.page, saul.page];
  await enterBy(called, await inviteLink(caller));
  await called.goto('/settings');
  await caller.goto('/messages');
  await caller.getByRole('button', { name: 'Escribir a alguien' }).click();
  await caller.getByRole('searchbox', { name: 'Buscar entre la gente de tus salas' }).fill('Saúl');
  await caller.getByRole('dialog').getByText('Saúl Ferrer').click();
  await caller.getByRole('dialog').getByRole('button', { name: 'Escribir', exact: true }).click();
  await caller.getByRole('heading', { level: 1, name: 'Saúl Ferrer' }).waitFor();

  await caller.getByRole('button', { name: room.call, exact: true }).click();
  const door = caller.getByRole('dialog', { name: stage.preview.callTitle });
  await door.locator('video').waitFor();
  await door.getByRole('button', { name: stage.preview.call, exact: true }).click();
  await caller.getByText(fill(calls.state.ringing, 'Saúl Ferrer')).waitFor();
  const ring = called.getByRole('alert', { name: fill(calls.calls, 'Iris Camps') });
  await ring.waitFor();
  await waitFor('the title of the tab', async () => (await called.title()) === fill(calls.callsTitle, 'Iris Camps'));
  for (const page of [caller, called]) expect(await barriers(page)).toEqual([]);
  expect(await called.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);

  await ring.getByRole('button', { name: calls.accept }).click();
  await caller.getByText(fill(calls.state.coming, 'Saúl Ferrer')).waitFor();
  const answer = called.getByRole('dialog', { name: stage.preview.answerTitle });
  await answer.locator('video').waitFor();
  expect(await ring.count()).toBe(0);
  await answer.getByRole('button', { name: stage.preview.answer, exact: true }).click();
  await moving(tileOf(called, 'Iris Camps'));
  await moving(tileOf(caller, 'Saúl Ferrer'));
  for (const page of [caller, called]) expect(await barriers(page)).toEqual([]);

  // What is typed is read by the other as it is, and nothing more.
  const settings = async (page: Page) => {
    await page.getByRole('button', { name: stage.bar.more, exact: true }).click();
    await page.getByRole('menuitem', { name: captions.title, exact: true }).click();
    return page.getByRole('dialog', { name: captions.title });
  };
  const read = (page: Page, text: string) =>
    page.getByRole('region', { name: captions.title }).getByText(text, { exact: true }).waitFor();
  await (await settings(called)).getByText(captions.type).click();
  expect(await barriers(called)).toEqual([]);
  await called.keyboard.press('Escape');
  const harm = linesUpTo(60).slice(0, 5).join(' ').slice(0, 280).trim();
  for (const line of ['Te oigo muy bien', harm]) {
    await called.getByRole('textbox', { name: captions.line }).fill(line);
    await called.keyboard.press('Enter');
    await read(caller, line);
  }
  expect(ran).toEqual([]);
  // A voice is written down by the endpoint, and its owner sees where it goes.
  speech.answer = { text: 'Hola de viva voz' };
  const choice = await settings(caller);
  await choice.getByText(captions.here).waitFor();
  await choice.getByRole('button', { name: captions.startEndpoint }).click();
  await read(called, 'Hola de viva voz');
  await caller.getByText(fill(captions.onEndpoint, '127.0.0.1')).waitFor();
  for (const page of [caller, called]) expect(await barriers(page)).toEqual([]);
  speech.answer = 'limited';
  await caller.getByText(captions.trouble.limited).waitFor();

  // Both hang up; the next call nobody hears of in time.
  for (const page of [called, caller]) await page.getByRole('button', { name: stage.bar.leave }).click();
  await called.goto('/rooms');
  await caller.getByRole('button', { name: room.call, exact: true }).click();
  await door.locator('video').waitFor();
  await door.getByRole('button', { name: stage.preview.call, exact: true }).click();
  await ring.waitFor();
  house.hub.clock.advance(30_000);
  await ring.waitFor({ state: 'detached' });
  await caller.getByText(fill(calls.state.missed, 'Saúl Ferrer')).waitFor();
  await caller.getByRole('button', { name: calls.again }).waitFor();
  await called.goto('/notices');
  await called.getByText(fill(notices.what['missed-call'], 'Iris Camps')).waitFor();

  // Declining is said.
  await called.goto('/home');
  await caller.getByRole('button', { name: calls.again }).click();
  await ring.getByRole('button', { name: calls.decline }).click();
  await caller.getByText(fill(calls.state.declined, 'Saúl Ferrer')).waitFor();
});

itWasQuiet(house);
