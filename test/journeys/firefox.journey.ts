import { networkInterfaces } from 'node:os';
import { words as es } from '../../client/src/features/stage/stage.es.js';
import { firefoxPath, TestFirefox } from '../support/firefox.js';
import { waitFor } from '../support/wait-for.js';
import { workerBin } from '../stage/worker-bin.js';
import { itWasQuiet, openHouse } from './house.js';
import { inviteLink } from './room-steps.js';
import { COUNTING, countConnections, enterStage, heardOn, moving, tileOf } from './stage-steps.js';
import { createRoom, es as spanish } from './steps.js';

// Firefox goes no way over the loopback, whatever it is told: it meets the worker at an address of a network of this machine.
const address = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
const missing = firefoxPath === undefined ? 'it is not installed here' : address ? null : 'this machine has no network';
const house = openHouse({
  env: { VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin(), ...(address ? { STAGE_ADDRESS: address } : {}) },
});

/** Firefox may take long to begin on a busy machine. */
const PATIENT = 60_000;

async function withFirefox(path: string): Promise<void> {
  const clara = await house.newcomer('Clara Montes');
  await createRoom(clara.page, 'Dos navegadores', spanish);
  const link = await inviteLink(clara.page);
  await countConnections(clara.device);
  await clara.page.reload();
  const fox = await TestFirefox.start(path);
  try {
    const { page } = fox;
    await page.evaluateOnNewDocument(COUNTING);
    await page.goto(link);
    await fox.fill('Tu nombre', 'Zoe');
    await fox.press('Entrar con invitación');
    await enterStage(clara.page, es);
    await fox.press(es.preview.enter);
    await page.waitForSelector('[role=dialog] video', { timeout: PATIENT });
    await fox.press(es.preview.enter);
    await page.waitForSelector('[data-tile] video', { timeout: PATIENT });

    await moving(tileOf(clara.page, 'Zoe'));
    for (const one of [page, clara.page]) {
      const before = await heardOn(one);
      const more = async () => {
        const { energy, frames } = await heardOn(one);
        return energy > before.energy && frames > before.frames + 5;
      };
      await waitFor('pictures and voices', more, PATIENT);
    }
    // What one turns off the other misses.
    await fox.press(es.bar.mute);
    await tileOf(clara.page, `Zoe, ${es.tile.microphoneOff}`).waitFor();
    await fox.press(es.bar.cameraOff);
    await tileOf(clara.page, 'Zoe').locator('video').waitFor({ state: 'detached' });
    await fox.press(es.bar.leave);
    await tileOf(clara.page, 'Zoe').waitFor({ state: 'detached' });
    expect(fox.complaints).toEqual([]);
  } finally {
    await fox.close();
  }
}

if (missing !== null || firefoxPath === undefined)
  it.skip(`somebody with Firefox, skipped: ${missing}`, () => undefined);
else {
  const path = firefoxPath;
  it('somebody with Firefox and somebody with Chromium see and hear each other', () => withFirefox(path), 300_000);
}

itWasQuiet(house);
