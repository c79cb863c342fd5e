import { words as en } from '../../client/src/features/stage/stage.en.js';
import { words as es } from '../../client/src/features/stage/stage.es.js';
import { words as slides } from '../../client/src/features/stage/slides/slides.es.js';
import { MediaWorkers } from '../../src/features/stage/media-workers.js';
import { barriers, phone } from '../support/browser.js';
import { workerBin } from '../stage/worker-bin.js';
import { pdfOf } from '../support/pdf.js';
import { waitFor } from '../support/wait-for.js';
import { itWasQuiet, openHouse } from './house.js';
import { enterBy, inviteLink } from './room-steps.js';
import { chooseSlides, materialFrom, onPage, swipe } from './slide-steps.js';
import {
  aboutTile,
  countConnections,
  enterStage,
  heardOn,
  moving,
  ofTile,
  threeInARoom,
  tileOf,
} from './stage-steps.js';
import { createRoom, es as spanish } from './steps.js';

/** Which picture a tile shows. */
const PICTURE = `(tile) => tile.querySelector('video')?.srcObject?.id ?? null`;

const house = openHouse({ env: { VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin() } });

it('three people see and hear each other, one leads, and nobody is turned on but by their own hand', async () => {
  const { host, second, third } = await threeInARoom(house, 'Tertulia del jueves');

  await enterStage(host, es, async () => {
    const level = host.getByRole('meter', { name: es.preview.level });
    await waitFor('a level that moves', async () => Number(await level.getAttribute('value')) > 0);
    expect(await barriers(host)).toEqual([]);
  });
  await tileOf(host, es.tile.you).locator('video').waitFor();
  await enterStage(second, es, async () => expect(await barriers(second)).toEqual([]));
  await enterStage(third, en, async () => expect(await barriers(third)).toEqual([]));

  const everybody = [
    { page: host, others: ['Nadia Ferrer', 'Wanja Otieno'] },
    { page: second, others: ['Clara Montes', 'Wanja Otieno'] },
    { page: third, others: ['Clara Montes', 'Nadia Ferrer'] },
  ];
  for (const { page, others } of everybody) {
    for (const name of others) await moving(tileOf(page, name));
    await waitFor('voices', async () => (await heardOn(page)).energy > 0);
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }

  // Somebody silences themselves; somebody is silenced, and asked.
  await third.getByRole('button', { name: en.bar.mute }).click();
  await tileOf(host, `Wanja Otieno, ${es.tile.microphoneOff}`).waitFor();
  await aboutTile(host, 'Nadia Ferrer', es.tile.mute, es);
  await second.getByRole('button', { name: es.bar.unmute }).waitFor();
  await second.getByText(es.notice.mutedMicrophone).waitFor();
  await tileOf(third, `Nadia Ferrer, ${en.tile.microphoneOff}`).waitFor();
  await aboutTile(host, 'Nadia Ferrer', es.tile.askMicrophone, es);
  const question = second.getByRole('dialog', { name: es.order.askedMicrophone.replace('{{name}}', 'Clara Montes') });
  await question.waitFor();
  expect(await barriers(second)).toEqual([]);
  await second.getByRole('button', { name: es.order.unmute }).click();
  await second.getByRole('button', { name: es.bar.mute }).waitFor();

  // A hand goes up, and down by who leads.
  await third.getByRole('button', { name: en.bar.raise }).click();
  await host.getByRole('button', { name: es.order.handsCount_one.replace('{{count}}', '1') }).click();
  const order = host.getByRole('dialog', { name: es.order.settings });
  await order.getByText('Nadia Ferrer').waitFor();
  expect(await barriers(host)).toEqual([]);
  await order.getByRole('button', { name: es.order.lower.replace('{{name}}', 'Wanja Otieno') }).click();
  await order.getByText(es.order.noHands).waitFor();
  // A lock turns off what is on, and keeps it off.
  await order.getByText(es.order.cameras, { exact: true }).click();
  await host.keyboard.press('Escape');
  await second.getByRole('button', { name: es.bar.cameraOn }).waitFor();
  expect(await second.getByRole('button', { name: es.bar.cameraOn }).isDisabled()).toBe(true);
  await moving(tileOf(second, 'Clara Montes'));
});

it('a screen is shown, what is out of sight costs nothing, and a break of the connection changes nothing', async () => {
  const clara = await house.newcomer('Clara Montes');
  const host = clara.page;
  await createRoom(host, 'Pantallas', spanish);
  const link = await inviteLink(host);
  const nadia = await house.newcomer('Nadia Ferrer');
  for (const { device } of [clara, nadia]) await countConnections(device);
  const second = nadia.page;
  await host.reload();
  await enterBy(second, link);
  await enterStage(host, es);
  await enterStage(second, es);
  await moving(tileOf(second, 'Clara Montes'));

  await host.getByRole('button', { name: es.bar.share }).click();
  const screen = tileOf(second, es.tile.screenOf.replace('{{name}}', 'Clara Montes'));
  await moving(screen);
  for (const page of [host, second]) expect(await barriers(page)).toEqual([]);
  await host.getByRole('button', { name: es.bar.unshare }).click();
  await screen.waitFor({ state: 'detached' });

  await ofTile(tileOf(second, 'Clara Montes'), `(tile) => { tile.style.display = 'none'; }`);
  await waitFor('silence of the pictures', async () => {
    const { videoBytes } = await heardOn(second);
    await new Promise((soon) => setTimeout(soon, 1_000));
    return (await heardOn(second)).videoBytes === videoBytes;
  });
  await second.evaluate(`for (const tile of document.querySelectorAll('[data-tile]')) tile.style.display = ''`);
  await moving(tileOf(second, 'Clara Montes'));

  // Muted before the break, muted after it.
  await host.getByRole('button', { name: es.bar.mute }).click();
  await clara.device.setOffline(true);
  await host.getByText(es.returning).waitFor();
  await clara.device.setOffline(false);
  await host.getByText(es.returning).waitFor({ state: 'detached' });
  await host.getByRole('button', { name: es.bar.unmute }).waitFor();
  await tileOf(second, `Clara Montes, ${es.tile.microphoneOff}`).waitFor();
  expect(await second.locator('[data-tile]').count()).toBe(2);
  const { frames } = await heardOn(second);
  await waitFor('pictures after the break', async () => (await heardOn(second)).frames > frames + 5);

  // The process that carries it dies: everybody is back by themselves, and no louder than before.
  const [worker] = house.hub.app.get(MediaWorkers).all;
  if (!worker) throw new Error('Nothing carries this stage.');
  const before = await ofTile<string>(tileOf(second, 'Clara Montes'), PICTURE);
  process.kill(worker.pid, 'SIGKILL');
  const again = () => ofTile<string | null>(tileOf(second, 'Clara Montes'), PICTURE);
  await waitFor('another picture', async () => ![before, null].includes(await again()));
  await moving(tileOf(second, 'Clara Montes'));
  await host.getByRole('button', { name: es.bar.unmute }).waitFor();
  await tileOf(second, `Clara Montes, ${es.tile.microphoneOff}`).waitFor();
  expect(await second.locator('[data-tile]').count()).toBe(2);

  await host.getByRole('button', { name: es.bar.leave }).click();
  await tileOf(second, 'Clara Montes').waitFor({ state: 'detached' });
  await host.getByRole('region', { name: es.stage, exact: true }).getByText('1 persona en el escenario.').waitFor();
});

it('slides are shown from a phone; each follows them, or goes on alone and comes back', async () => {
  const clara = await house.newcomer('Clara Montes');
  const host = clara.page;
  await createRoom(host, 'Diapositivas', spanish);
  const link = await inviteLink(host);
  const nadia = await house.newcomer('Nadia Ferrer', phone);
  const second = nadia.page;
  await enterBy(second, link);
  for (const page of [host, second]) await enterStage(page, es, () => page.getByText(es.preview.cameraOn).click());
  const dialog = await chooseSlides(host, es);
  await dialog.getByText(slides.none.title).waitFor();
  expect(await barriers(host)).toEqual([]);
  await materialFrom(host, 'tema.pdf', pdfOf(['Uno y nada', 'Dos a la vez', 'Tres y fin']));
  await materialFrom(host, 'roto.pdf', Buffer.from('%PDF-1.4\nesto no sigue'));
  await dialog.getByRole('button', { name: /^roto/ }).waitFor();
  await host.keyboard.press('Escape');

  const choice = await chooseSlides(second, es);
  await choice.getByRole('button', { name: /^roto/ }).click();
  await choice.getByText(slides.trouble.broken).waitFor();
  expect(await barriers(second)).toEqual([]);
  await choice.getByRole('button', { name: /^tema/ }).click();
  await choice.waitFor({ state: 'detached' });
  for (const page of [host, second]) await onPage(page, 1, 'Uno y nada');
  await host.getByRole('article', { name: 'Diapositivas de Nadia Ferrer: tema.pdf' }).waitFor();
  for (const page of [host, second]) {
    expect(await barriers(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  }

  await second.getByRole('button', { name: slides.next }).click();
  for (const page of [host, second]) await onPage(page, 2, 'Dos a la vez');
  // The keys of a reader are the reader's own.
  await host.keyboard.press('PageDown');
  await onPage(host, 3, 'Tres y fin');
  await swipe(second, 'right');
  await onPage(second, 1, 'Uno y nada');
  const back = host.getByRole('button', { name: slides.follow });
  await host.getByText(slides.onOwn.replace('{{page}}', '1')).waitFor();
  await back.click();
  await onPage(host, 1, 'Uno y nada');
  await back.waitFor({ state: 'detached' });
  // Who leads may take everybody along.
  await host.keyboard.press('End');
  await onPage(host, 3, 'Tres y fin');
  await host.getByRole('button', { name: slides.options }).click();
  await host.getByRole('menuitem', { name: slides.forAll }).click();
  await onPage(second, 3, 'Tres y fin');

  // Without its file there is nothing to show, and who showed it is told.
  await host.getByRole('button', { name: 'Materiales' }).click();
  await host.getByRole('button', { name: 'Acciones para tema' }).click();
  await host.getByRole('menuitem', { name: 'Quitar de la sala' }).click();
  await host.getByRole('button', { name: 'Quitar de la sala' }).click();
  await second.getByText(slides.ended).waitFor();
  await second.locator('[data-tile=slides]').waitFor({ state: 'detached' });
});

itWasQuiet(house);
