import { words as calls } from '../../client/src/features/calls/calls.es.js';
import { words as notices } from '../../client/src/features/notifications/notices.es.js';
import { words as room } from '../../client/src/features/rooms/room/room.es.js';
import { words as stage } from '../../client/src/features/stage/stage.es.js';
import { workerBin } from '../stage/worker-bin.js';
import { barriers, phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { enterBy, inviteLink } from './room-steps.js';
import { countConnections, moving, tileOf } from './stage-steps.js';
import { createRoom, es } from './steps.js';

const house = openHouse({ env: { VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin() } });
const fill = (sentence: string, name: string) => sentence.replace(/\{\{\w+\}\}/, name);

it('one calls, the other is rung on another page, answers and is seen; a call that nobody answers leaves a notice', async () => {
  const iris = await house.newcomer('Iris Camps');
  await createRoom(iris.page, 'Donde nos conocimos', es);
  const saul = await house.newcomer('Saúl Ferrer', { ...phone, scheme: 'dark' });
  for (const { device } of [iris, saul]) await countConnections(device);
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
