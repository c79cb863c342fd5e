import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Stage } from '../../src/features/stage/stage.js';
import { waitFor } from '../support/wait-for.js';
import { ofTile, type StageWords } from './stage-steps.js';

/** A screen with sound of its own, the devices that were given to the page, and a plug to pull: what no machine of a test has. */
export const fakeDevices = (device: BrowserContext): Promise<unknown> =>
  device.addInitScript(`(() => {
    const media = navigator.mediaDevices;
    const [user, screen] = [media.getUserMedia.bind(media), media.getDisplayMedia.bind(media)];
    const gone = { microphone: false, camera: false };
    window.given = { microphone: [], camera: [] };
    media.getUserMedia = async (wish) => {
      const kind = wish.audio ? 'microphone' : 'camera';
      if (gone[kind]) throw new DOMException('None.', 'NotFoundError');
      const stream = await user(wish);
      window.given[kind].push(...stream.getTracks());
      return stream;
    };
    media.getDisplayMedia = async (wish) => {
      const stream = await screen({ video: wish.video });
      const room = new AudioContext();
      const tone = new OscillatorNode(room, { frequency: 440 });
      const out = room.createMediaStreamDestination();
      tone.connect(out);
      tone.start();
      for (const track of out.stream.getTracks()) stream.addTrack(track);
      return stream;
    };
    window.unplug = (kind, which) => {
      gone[kind] = which === 'the only one';
      const track = window.given[kind].at(-1);
      track.stop();
      track.dispatchEvent(new Event('ended'));
      media.dispatchEvent(new Event('devicechange'));
    };
  })()`);

/**
 * What a line is guessed to carry says more of a busy machine than of the line: here nobody is told, nothing steps down for it, and
 * the browser may not guess less than a camera in all its sizes.
 */
export const withoutGuesses = (device: BrowserContext): Promise<unknown> =>
  device.addInitScript(`(() => {
    const Plain = RTCPeerConnection;
    const START = /x-google-start-bitrate=\\d+/g;
    window.RTCPeerConnection = class extends Plain {
      setRemoteDescription({ type, sdp }) {
        return super.setRemoteDescription({ type, sdp: sdp.replace(START, '$&;x-google-min-bitrate=3000') });
      }
      async getStats(...all) {
        const known = ([id, { availableOutgoingBitrate: _, ...stat }]) => [id, stat];
        return new Map([...(await super.getStats(...all))].map(known));
      }
    };
  })()`);

/** The same the other way: whoever comes to this stage from now on is not sent less for a guess of the worker. */
export const carryAll = (stage: Stage | undefined): void =>
  void stage?.carrier?.router.observer.on('newtransport', (transport) => {
    transport.setMinOutgoingBitrate(3_000_000).catch(() => {
      // Whoever left at once needs none.
    });
  });

/** Takes something out of *more* in the bar of the stage. */
export async function fromMore(page: Page, t: StageWords, item: string): Promise<void> {
  await page.getByRole('button', { name: t.bar.more, exact: true }).click();
  // The chosen layout carries a mark.
  await page.getByRole('menuitem', { name: item }).first().click();
}

/** What is done in the dialog of who leads. */
export async function inOrder(page: Page, t: StageWords, work: (order: Locator) => Promise<unknown>): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(${t.order.queue}|\\d+ )`) }).click();
  const order = page.getByRole('dialog', { name: t.order.settings });
  await work(order);
  await page.keyboard.press('Escape');
  await order.waitFor({ state: 'detached' });
}

/** A sum that has stopped growing for a second. */
export const settled = (sum: () => Promise<number>): Promise<true> =>
  waitFor('nothing more to come', async () => {
    const before = await sum();
    await new Promise((soon) => setTimeout(soon, 1_000));
    return (await sum()) === before;
  });

/** How many voices there are that sound right now. */
export async function soundOfScreens(page: Page): Promise<number> {
  const energies = () =>
    page.evaluate<Record<string, number>>(`(async () => {
      const all = {};
      for (const connection of window.connections.filter(({ signalingState }) => signalingState !== 'closed'))
        (await connection.getStats()).forEach((stat) => {
          if (stat.type === 'inbound-rtp' && stat.kind === 'audio') all[stat.id] = stat.totalAudioEnergy ?? 0;
        });
      return all;
    })()`);
  const before = await energies();
  await new Promise((soon) => setTimeout(soon, 500));
  return Object.entries(await energies()).filter(([id, energy]) => energy > (before[id] ?? 0)).length;
}

/** The layer that a page asked for last, of the one camera that it sees; heard on the sockets that it opens from now on. */
export function layersAsked(page: Page): () => number | undefined {
  let last: number | undefined;
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const layer = /"stage:set-consumers".*"spatial":(\d)/.exec(String(payload))?.[1];
      if (layer !== undefined) last = Number(layer);
    }),
  );
  return () => last;
}

/** How wide the picture is that has come for a tile, in its own pixels. */
export const frameWidth = (tile: Locator): Promise<number> =>
  ofTile(
    tile,
    `async (tile) => {
    const id = tile.querySelector('video')?.srcObject?.getVideoTracks()[0]?.id;
    let width = 0;
    for (const connection of window.connections.filter(({ signalingState }) => signalingState !== 'closed'))
      (await connection.getStats()).forEach((stat) => {
        if (stat.type === 'inbound-rtp' && stat.trackIdentifier === id) width = stat.frameWidth ?? 0;
      });
    return width;
  }`,
  );
