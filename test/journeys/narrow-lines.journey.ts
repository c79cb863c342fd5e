import type { BrowserContext, Page } from 'playwright-core';
import { words as es } from '../../client/src/features/stage/stage.es.js';
import { Stages } from '../../src/features/stage/stages.js';
import { barriers } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import { workerBin } from '../stage/worker-bin.js';
import { itWasQuiet, openHouse } from './house.js';
import { freeMediaPort, MediaLine, sentFrom } from './media-line.js';
import { enterBy, inviteLink, roomIdOf } from './room-steps.js';
import { commandsOf, countConnections, enterStage, framesIn, heardOn, moving, ofTile, tileOf } from './stage-steps.js';
import { carryAll, withoutGuesses } from './stage-further.js';
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
/** From now on, added up from look to look: another connection counts from nothing. */
async function heardBothWays(host: Page, far: Page): Promise<void> {
  for (const page of [far, host]) {
    let before = await heardOn(page);
    let [energy, frames] = [0, 0];
    await until('voices and pictures again', async () => {
      const now = await heardOn(page);
      energy += Math.max(0, now.energy - before.energy);
      frames += Math.max(0, now.frames - before.frames);
      before = now;
      return energy > 0 && frames > 5;
    });
  }
}
/** What the hub has of somebody: their device, and the tracks it sends, which last as long as the line they go over. */
function sentBy(page: Page, name: string) {
  const peers = [...(house.hub.app.get(Stages).of(roomIdOf(page))?.peers.values() ?? [])];
  const peer = peers.find(({ card }) => card.name === name);
  return { peerId: peer?.peerId, tracks: [...(peer?.media?.tracks.keys() ?? [])] };
}
const hasPicture = `(tile) => tile.querySelector('video') !== null`;

/** Two people in a room, one of them behind the line that can be spoilt; the other is on the stage. */
async function apart(title: string, prepare?: (device: BrowserContext) => Promise<unknown>) {
  const clara = await house.newcomer('Clara Montes');
  const host = clara.page;
  await createRoom(host, title, spanish);
  const link = await inviteLink(host);
  const nadia = await house.newcomer('Nadia Ferrer');
  for (const { device } of [clara, nadia]) {
    await prepare?.(device);
    await countConnections(device);
  }
  await line.lead(nadia.device);
  const far = nadia.page;
  const asked = commandsOf(far);
  await host.reload();
  await enterBy(far, link);
  await enterStage(host, es);
  return { host, far, asked };
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

it('where packets do not come through, media go by TCP; a break of them alone heals by new names, a longer one by coming anew', async () => {
  const { host, far, asked } = await apart('Tras un muro', withoutGuesses);
  carryAll(house.hub.app.get(Stages).of(roomIdOf(host)));
  line.packets.set({ swallow: true });
  await enterStage(far, es);
  await moving(tileOf(far, 'Clara Montes'));
  await moving(tileOf(host, 'Nadia Ferrer'));
  expect((await sentFrom(far)).ways).toEqual(['tcp', 'tcp']);
  const before = sentBy(far, 'Nadia Ferrer');
  expect(before.tracks).toHaveLength(2);

  line.tcp.cut(true);
  await waitFor('new names to be asked for', () => asked('stage:restart-ice') > 0);
  line.packets.fair();
  line.tcp.fair();
  await heardBothWays(host, far);
  // The same lines, and nobody was ever gone.
  expect(asked('stage:join')).toBe(1);
  expect(sentBy(far, 'Nadia Ferrer')).toEqual(before);

  line.tcp.cut(true);
  line.packets.set({ swallow: true });
  await waitFor('coming anew', () => asked('stage:join') > 1, PATIENT);
  line.packets.fair();
  line.tcp.fair();
  await heardBothWays(host, far);
  const after = sentBy(far, 'Nadia Ferrer');
  expect(after.peerId).toBe(before.peerId);
  expect(after.tracks).toHaveLength(2);
  for (const track of before.tracks) expect(after.tracks).not.toContain(track);
  for (const page of [host, far]) expect(await page.locator('[data-tile]').count()).toBe(2);
}, 300_000);

itWasQuiet(house);
