import type { Page } from 'playwright-core';
import { words as es } from '../../client/src/features/stage/stage.es.js';
import { barriers } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { workerBin } from '../stage/worker-bin.js';
import { itWasQuiet, openHouse } from './house.js';
import { freeMediaPort, MediaLine, sentFrom } from './media-line.js';
import { enterBy, inviteLink } from './room-steps.js';
import { countConnections, enterStage, framesIn, heardOn, moving, ofTile, tileOf } from './stage-steps.js';
import { createRoom, es as spanish } from './steps.js';

const port = await freeMediaPort();
const video = { VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin(), STAGE_PORT: String(port), STAGE_WORKERS: '1' };
const house = openHouse({ env: video });
let line: MediaLine;
beforeAll(async () => {
  line = await MediaLine.open(port);
});
afterEach(() => {
  line.packets.fair();
  line.tcp.fair();
});
afterAll(() => line.close());

const kbit = (amount: number) => ({ bytesPerSecond: (amount * 1000) / 8, delayMs: 20 });
/** Steps down and up take their time, and on a busy machine ten times that. */
const PATIENT = 150_000;
/** Looked at seldom, so that looking takes nothing from who is looked at. */
const until = (what: string, holds: () => Promise<boolean>) =>
  waitFor(
    what,
    async () => {
      await new Promise((soon) => setTimeout(soon, 500));
      return holds();
    },
    PATIENT,
  );
const flowing = (page: Page) =>
  page.evaluate<boolean>(
    `window.connections.every(({ connectionState }) => ['connected', 'new', 'closed'].includes(connectionState))`,
  );
const hasPicture = `(tile) => tile.querySelector('video') !== null`;

/** Two people in a room, one of them behind the line that can be spoilt; the other is on the stage. */
async function apart(title: string): Promise<{ host: Page; far: Page }> {
  const clara = await house.newcomer('Clara Montes');
  const host = clara.page;
  await createRoom(host, title, spanish);
  const link = await inviteLink(host);
  const nadia = await house.newcomer('Nadia Ferrer');
  for (const { device } of [clara, nadia]) await countConnections(device);
  await line.lead(nadia.device);
  const far = nadia.page;
  await host.reload();
  await enterBy(far, link);
  await enterStage(host, es);
  return { host, far };
}

it('over a narrow line the sound stays, pictures go step by step with a word, and come back by themselves', async () => {
  const { host, far } = await apart('Lejos de la ciudad');
  await enterStage(far, es);
  await moving(tileOf(host, 'Nadia Ferrer'));
  const heard = async (page: Page) => {
    const { energy } = await heardOn(page);
    await until('a voice that goes on', async () => (await heardOn(page)).energy > energy);
  };
  const stillHeard = () => Promise.all([host, far].map(heard));
  const seen = (page: Page, name: string) =>
    until(`the picture of ${name}`, async () => (await framesIn(tileOf(page, name))) > 5);

  // The way out first: whoever leads listens.
  await host.getByRole('button', { name: es.bar.cameraOff }).click();
  line.packets.set(kbit(500));
  await stillHeard();
  await seen(host, 'Nadia Ferrer');

  line.packets.set(kbit(200));
  await until('one size of the camera alone', async () => (await sentFrom(far)).widths.length <= 1);
  await stillHeard();

  // Said while it is so: with less to carry the line is a good one again.
  const own = new RegExp(`${es.tile.yourFairLine}|${es.tile.yourPoorLine}`);
  const theirs = new RegExp(`${es.tile.fairLine}|${es.tile.poorLine}`);
  const given = Promise.all([
    tileOf(far, es.tile.you).getByText(own).waitFor({ timeout: PATIENT }),
    tileOf(host, 'Nadia Ferrer').getByText(theirs).waitFor({ timeout: PATIENT }),
    far.getByText(es.notice.cameraHeld).waitFor({ timeout: PATIENT }),
  ]);
  line.packets.set(kbit(80));
  await given;
  await until('no picture', async () => !(await ofTile(tileOf(host, 'Nadia Ferrer'), hasPicture)));

  // Then the way in: a picture that does not fit goes, with a word, and is no picture that stands still.
  const screen = es.tile.screenOf.replace('{{name}}', 'Clara Montes');
  await host.getByRole('button', { name: es.bar.share }).click();
  await far.getByText(es.narrow).waitFor({ timeout: PATIENT });
  await until('no picture', async () => !(await ofTile(tileOf(far, screen), hasPicture)));
  await stillHeard();
  expect(await barriers(far)).toEqual([]);

  line.packets.fair();
  await far.getByText(es.notice.cameraBack).waitFor({ timeout: PATIENT });
  await seen(host, 'Nadia Ferrer');
  await seen(far, screen);
  await stillHeard();
}, 300_000);

it('where packets do not come through, media go by TCP; and a break of them alone heals by itself', async () => {
  const { host, far } = await apart('Tras un muro');
  line.packets.set({ swallow: true });
  await enterStage(far, es);
  await moving(tileOf(far, 'Clara Montes'));
  await moving(tileOf(host, 'Nadia Ferrer'));
  expect((await sentFrom(far)).ways).toEqual(['tcp', 'tcp']);

  line.tcp.cut(true);
  const heard = await heardOn(far);
  await until('the break to be noticed', async () => !(await flowing(far)));
  line.packets.fair();
  line.tcp.fair();
  await until('voices after the break', async () => (await heardOn(far)).energy > heard.energy);
  const { energy } = await heardOn(host);
  await until('voices the other way', async () => (await heardOn(host)).energy > energy);
  // Nobody was ever gone.
  for (const page of [host, far]) expect(await page.locator('[data-tile]').count()).toBe(2);
}, 300_000);

itWasQuiet(house);
