import type { Page } from 'playwright-core';
import { words as en } from '../../client/src/features/stage/stage.en.js';
import { words as es } from '../../client/src/features/stage/stage.es.js';
import { Stages } from '../../src/features/stage/stages.js';
import { barriers } from '../support/browser.js';
import { workerBin } from '../stage/worker-bin.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { roomIdOf } from './room-steps.js';
import {
  carryAll,
  fakeDevices,
  frameWidth,
  fromMore,
  inOrder,
  layersAsked,
  settled,
  soundOfScreens,
  withoutGuesses,
} from './stage-further.js';
import { aboutTile, enterStage, heardOn, moving, threeInARoom, tileOf } from './stage-steps.js';

const house = openHouse({ env: { VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin() } });

const large = (page: Page, name: string) => page.locator('[data-large]').and(tileOf(page, name));
const named = (words: string, name: string) => words.replace('{{name}}', name);

it('two screens with their sound, pins, turns, a countdown, and what one hears and sees with which device', async () => {
  const { host, second, third } = await threeInARoom(house, 'Orden en el escenario', async ([clara, nadia, wanja]) => {
    for (const { device } of [clara, wanja]) {
      await fakeDevices(device);
      await withoutGuesses(device);
    }
    // She has neither a camera nor a microphone.
    await nadia.device.addInitScript(
      `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('None.', 'NotFoundError'))`,
    );
  });
  const wished = layersAsked(third);
  await third.reload();
  await third.getByRole('button', { name: en.preview.enter, exact: true }).first().waitFor();

  // Whoever comes is silent; who has no devices comes as well.
  await enterStage(host, es);
  await inOrder(host, es, async (order) => {
    const entry = order.getByRole('switch', { name: es.order.muteOnEntry });
    await entry.click();
    await entry.and(order.getByRole('switch', { checked: true })).waitFor();
  });
  await second.getByRole('button', { name: es.preview.enter, exact: true }).first().click();
  const door = second.getByRole('dialog', { name: es.preview.title });
  await door.getByText(es.trouble.microphone.missing).waitFor();
  await door.getByText(es.trouble.camera.missing).waitFor();
  expect(await barriers(second)).toEqual([]);
  await door.getByRole('button', { name: es.preview.enter, exact: true }).click();
  carryAll(house.hub.app.get(Stages).of(roomIdOf(host)));
  await enterStage(third, en, () => third.getByText(en.preview.muted).waitFor());
  await tileOf(host, `Wanja Otieno, ${es.tile.microphoneOff}`).waitFor();
  await tileOf(host, `Nadia Ferrer, ${es.tile.microphoneOff}`).waitFor();
  await third.getByRole('button', { name: en.bar.unmute }).click();
  await tileOf(second, 'Wanja Otieno').and(second.locator(':not([aria-label*="micrófono"])')).waitFor();

  // Everybody below is silent at once, and whoever is asked decides for themselves.
  await inOrder(host, es, async (order) => order.getByRole('button', { name: es.order.muteAll }).click());
  await third.getByText(en.notice.mutedMicrophone).waitFor();
  await host.getByRole('button', { name: es.bar.mute }).click();
  await aboutTile(host, 'Wanja Otieno', es.tile.askMicrophone, es);
  await third.getByRole('dialog', { name: named(en.order.askedMicrophone, 'Clara Montes') }).waitFor();
  await third.getByRole('button', { name: en.order.notNow }).click();
  await third.getByRole('button', { name: en.bar.unmute }).waitFor();

  // Nobody speaks; what is heard now comes from the screens, and both are seen.
  await settled(async () => (await heardOn(second)).energy);
  for (const [page, t] of [
    [host, es],
    [third, en],
  ] as const) {
    await page.getByRole('button', { name: t.bar.share }).click();
    await tileOf(page, t.tile.yourScreen).waitFor();
  }
  for (const name of ['Clara Montes', 'Wanja Otieno']) await moving(tileOf(second, named(es.tile.screenOf, name)));
  await waitFor('the sound of two screens', async () => (await soundOfScreens(second)) === 2);
  for (const [page, t] of [
    [host, es],
    [third, en],
  ] as const) {
    await page.getByRole('button', { name: t.bar.unshare }).click();
    await tileOf(page, t.tile.yourScreen).waitFor({ state: 'detached' });
  }

  // A pin for all survives every layout, and one's own stands above it.
  await aboutTile(host, 'Wanja Otieno', es.tile.pinForAll, es);
  await large(second, 'Wanja Otieno').waitFor();
  await fromMore(second, es, es.layout.grid);
  await large(second, 'Wanja Otieno').waitFor();
  await large(third, en.tile.you).waitFor();
  await aboutTile(third, 'Clara Montes', en.tile.pin, en);
  for (const layout of [en.layout.speaker, en.layout.grid]) {
    await fromMore(third, en, layout);
    await large(third, 'Clara Montes').waitFor();
  }

  // A large tile asks for a larger layer than a small one, and each gets what it asks for.
  const width = () => frameWidth(tileOf(third, 'Clara Montes'));
  await moving(tileOf(third, 'Clara Montes'));
  await waitFor('a large layer to be asked for', () => (wished() ?? 0) > 0);
  await waitFor('a wide picture', async () => (await width()) > 320);
  await aboutTile(third, 'Nadia Ferrer', en.tile.pin, en);
  await large(third, 'Nadia Ferrer').waitFor();
  await waitFor('the smallest layer to be asked for', () => wished() === 0);
  await waitFor('a small picture', async () => (await width()) === 320);
  await aboutTile(third, 'Nadia Ferrer', en.tile.unpin, en);
  await aboutTile(host, 'Wanja Otieno', es.tile.unpinForAll, es);
  await second.locator('[data-large]').waitFor({ state: 'detached' });

  // Hands in the order in which they went up, and who has not raised theirs.
  await third.getByRole('button', { name: en.bar.raise }).click();
  await tileOf(host, `Wanja Otieno, ${es.tile.microphoneOff}, ${es.tile.hand}`).waitFor();
  await inOrder(host, es, async (order) => {
    await order.getByText(`${es.order.notYet}: Nadia Ferrer`).waitFor();
    await second.getByRole('button', { name: es.bar.raise }).click();
    await order.getByText(es.order.everybodyRaised).waitFor();
    const turns = await order.getByRole('listitem').allTextContents();
    expect(turns.map((turn) => /Wanja|Nadia/.exec(turn)?.[0])).toEqual(['Wanja', 'Nadia']);
    await order.getByRole('button', { name: es.order.lowerAll }).click();
    await order.getByText(es.order.noHands).waitFor();
    // How one keeps up is a number, and nobody's name.
    for (const [page, t] of [
      [second, es],
      [third, en],
    ] as const) {
      await page.getByRole('button', { name: t.bar.react, exact: true }).click();
      await page.getByRole('menuitem', { name: t.order.lost }).click();
    }
    await order.getByText(es.order.counts.replace('{{lost}}', '2').replace(/{{\w+}}/g, '0')).waitFor();
    await order.getByRole('button', { name: es.order.startCountdown }).click();
  });
  for (const [page, t] of [
    [host, es],
    [second, es],
    [third, en],
  ] as const)
    await page
      .getByRole('timer', { name: t.order.countdown })
      .getByText(/^[45]:\d\d$/)
      .waitFor();
  await second.getByRole('button', { name: es.bar.react, exact: true }).click();
  await second.getByRole('menuitem', { name: '👏' }).click();
  await tileOf(host, 'Nadia Ferrer').getByText('👏').waitFor();
  await inOrder(host, es, async (order) => order.getByRole('button', { name: es.order.stopCountdown }).click());
  await third.getByRole('timer').waitFor({ state: 'detached' });

  // Heard while the key is down.
  await fromMore(third, en, en.bar.talkKey);
  await third.getByRole('region', { name: en.stage, exact: true }).click({ position: { x: 4, y: 4 } });
  await third.keyboard.down('Space');
  await third.getByText(en.bar.talking).waitFor();
  const spoken = tileOf(host, 'Wanja Otieno').and(host.locator(':not([aria-label*="micrófono"])'));
  await spoken.waitFor();
  await third.keyboard.up('Space');
  await spoken.waitFor({ state: 'detached' });
  await fromMore(third, en, en.bar.talkKeyOff);

  // Another device, and one that is pulled out.
  await third.getByRole('button', { name: en.bar.unmute }).click();
  await fromMore(third, en, en.bar.devices);
  const devices = third.getByRole('dialog', { name: en.bar.devices });
  await devices.getByLabel(en.preview.microphone).selectOption({ label: 'Fake Audio Input 2' });
  await waitFor('the other microphone', () =>
    third.evaluate<boolean>(`/Input 2/.test(window.given.microphone.at(-1).label)`),
  );
  await third.keyboard.press('Escape');
  const before = (await heardOn(second)).energy;
  await waitFor('a voice through it', async () => (await heardOn(second)).energy > before);
  await third.evaluate(`window.unplug('microphone', 'another')`);
  await third.getByText(en.notice.microphoneReplaced).waitFor();
  await third.getByRole('button', { name: en.bar.mute }).waitFor();
  await third.evaluate(`window.unplug('camera', 'the only one')`);
  await third.getByText(en.notice.cameraGone).waitFor();
  await third.getByRole('button', { name: en.bar.cameraOn }).waitFor();
  await tileOf(host, 'Wanja Otieno').locator('video').waitFor({ state: 'detached' });

  // Only sound: no picture costs anything, and one goes on hearing.
  await moving(tileOf(second, 'Clara Montes'));
  await fromMore(second, es, es.bar.soundOnly);
  await second.getByText(es.soundOnly).waitFor();
  await settled(async () => (await heardOn(second)).videoBytes);
  const { energy } = await heardOn(second);
  await waitFor('voices still', async () => (await heardOn(second)).energy > energy);
  await fromMore(second, es, es.bar.withPictures);
  await moving(tileOf(second, 'Clara Montes'));

  await aboutTile(host, 'Nadia Ferrer', es.tile.remove, es);
  await second.getByText(es.notice.removed).waitFor();
  await second.getByRole('toolbar', { name: es.bar.label }).waitFor({ state: 'detached' });
  await tileOf(third, 'Nadia Ferrer').waitFor({ state: 'detached' });
});

itWasQuiet(house);
