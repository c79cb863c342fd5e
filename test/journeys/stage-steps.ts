import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { words as en } from '../../client/src/features/stage/stage.en.js';
import type { words as es } from '../../client/src/features/stage/stage.es.js';
import { desktop, phone } from '../support/browser.js';
import { waitFor } from '../support/wait-for.js';
import type { House, Visitor } from './house.js';
import { enterBy, inviteLink } from './room-steps.js';
import { createRoom, es as spanish } from './steps.js';

export type StageWords = typeof es | typeof en;

/** In a page, before anything else runs there: keeps the connections that it opens where their statistics can be asked for. */
export const COUNTING = `(() => {
    const Plain = RTCPeerConnection;
    window.connections = [];
    window.RTCPeerConnection = class extends Plain {
      constructor(...all) { super(...all); window.connections.push(this); }
    };
  })()`;
export const countConnections = (device: BrowserContext): Promise<unknown> => device.addInitScript(COUNTING);

/** How often a page has asked the hub for something by this name, on the sockets that it opens from now on. */
export function commandsOf(page: Page): (name: string) => number {
  const asked = new Map<string, number>();
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const name = /^42\d*\["([\w:-]+)"/.exec(String(payload))?.[1];
      if (name !== undefined) asked.set(name, (asked.get(name) ?? 0) + 1);
    }),
  );
  return (name) => asked.get(name) ?? 0;
}

export interface Heard {
  /** Of all voices that came, since the page was opened. */
  energy: number;
  frames: number;
  videoBytes: number;
}

const HEARD = `(async () => {
    const sum = { energy: 0, frames: 0, videoBytes: 0 };
    for (const connection of window.connections.filter(({ signalingState }) => signalingState !== 'closed'))
      (await connection.getStats()).forEach((stat) => {
        if (stat.type !== 'inbound-rtp') return;
        sum.energy += stat.totalAudioEnergy ?? 0;
        sum.frames += stat.framesDecoded ?? 0;
        if (stat.kind === 'video') sum.videoBytes += stat.bytesReceived;
      });
    return sum;
  })()`;
/** What has come over the connections of a page so far, whichever browser it is in. */
export const heardOn = async (page: { evaluate: (expression: string) => Promise<unknown> }): Promise<Heard> =>
  (await page.evaluate(HEARD)) as Heard;

/** Something of the tile, in the page: `tile` is its element. */
export async function ofTile<T>(tile: Locator, expression: string): Promise<T> {
  const key = await tile.getAttribute('data-tile');
  return tile.page().evaluate<T>(`(${expression})(document.querySelector('[data-tile="${key}"]'))`);
}

/** Frames that were decoded of the picture that a tile shows; 0 while it shows none. */
export const framesIn = (tile: Locator): Promise<number> =>
  ofTile(
    tile,
    `async (tile) => {
    const video = tile.querySelector('video');
    const id = video?.srcObject?.getVideoTracks()[0]?.id;
    if (!id || video.paused || video.videoWidth === 0) return 0;
    let frames = 0;
    for (const connection of window.connections.filter(({ signalingState }) => signalingState !== 'closed'))
      (await connection.getStats()).forEach((stat) => {
        if (stat.type === 'inbound-rtp' && stat.trackIdentifier === id) frames += stat.framesDecoded ?? 0;
      });
    return frames;
  }`,
  );

export const tileOf = (page: Page, name: string): Locator =>
  page.getByRole('article', { name: new RegExp(`^${name}(,|$)`) });

/** From the room to the stage, through the door with the mirror. */
export async function enterStage(page: Page, t: StageWords, look?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: t.preview.enter, exact: true }).first().click();
  const door = page.getByRole('dialog', { name: t.preview.title });
  await door.locator('video').waitFor();
  await look?.();
  await door.getByRole('button', { name: t.preview.enter, exact: true }).click();
  await door.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: t.stage, exact: true }).waitFor();
}

/** Takes one of the options of a tile. */
export async function aboutTile(page: Page, name: string, option: string, t: StageWords): Promise<void> {
  await tileOf(page, name).hover();
  await page.getByRole('button', { name: t.tile.options.replace('{{name}}', name), exact: true }).click();
  await page.getByRole('menuitem', { name: option, exact: true }).click();
}

export const moving = (tile: Locator): Promise<true> =>
  waitFor('a picture that moves', async () => (await framesIn(tile)) > 5);

type Three = readonly [clara: Visitor, nadia: Visitor, wanja: Visitor];
/** A room that Clara leads, open on three devices: hers, Nadia's phone, and Wanja's in English and dark; `prepare` before it opens there. */
export async function threeInARoom(house: House, title: string, prepare?: (three: Three) => Promise<unknown>) {
  const clara = await house.newcomer('Clara Montes');
  await createRoom(clara.page, title, spanish);
  const link = await inviteLink(clara.page);
  const nadia = await house.newcomer('Nadia Ferrer', phone);
  const wanja = await house.newcomer('Wanja Otieno', { ...desktop, language: 'en', scheme: 'dark' });
  for (const { device } of [clara, nadia, wanja]) await countConnections(device);
  await prepare?.([clara, nadia, wanja]);
  const third = wanja.page;
  await clara.page.reload();
  await enterBy(nadia.page, link);
  await third.goto(link);
  await third.getByRole('button', { name: /^Enter as/ }).click();
  await third.waitForURL(/\/rooms\//);
  return { host: clara.page, second: nadia.page, third };
}
