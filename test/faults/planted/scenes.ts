import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../support/wait-for.js';
import { fieldOf, numberIn, textIn } from '../judge/facts.js';
import type { Citizen, Crowd } from '../people/crowd.js';
import type { Screen } from '../people/screen.js';
import type { Tab } from '../people/tab.js';

const LOOK_MS = 10;

/** The first person hosts both rooms, the second is in both and has a phone too, the third only looks into the public one. */
export const HOST = 0;
export const MEMBER = 1;
export const LOOKER = 2;

export function citizen(crowd: Crowd, who: number): Citizen {
  const found = crowd.citizens[who];
  if (!found) throw new Error(`There is no person ${who}.`);
  return found;
}

/** The window of their first browser. */
export function tabOf(crowd: Crowd, who: number): Tab {
  const tab = citizen(crowd, who).browsers[0]?.tabs[0];
  if (!tab) throw new Error(`Person ${who} has no window.`);
  return tab;
}

export function screenOf(tab: Tab, roomId: string): Screen {
  const screen = tab.screens.get(roomId);
  if (!screen) throw new Error(`${tab.name} does not show ${roomId}.`);
  return screen;
}

/** Every window is connected and shows what it may. */
export async function everybodyIsThere(crowd: Crowd): Promise<void> {
  const tabs = () => crowd.browsers.flatMap((browser) => browser.tabs);
  await waitFor('everybody', () =>
    tabs().every(
      ({ connection, screens }) =>
        connection.state.get() === 'online' &&
        [...screens.values()].every(({ state }) => state === 'live' || state === 'closed'),
    ),
  );
}

/** Written into the outbox; what the hub answered. */
export async function say(tab: Tab, roomId: string, text: string): Promise<{ messageId: string; seq: number }> {
  await write(tab, roomId, text);
  return waitFor(`the answer to "${text}"`, () => answerTo(tab, text));
}

export const write = (tab: Tab, roomId: string, text: string): Promise<void> =>
  tab.write('chat:post', { roomId, text, replyTo: null, mentions: [] });

/** What the hub answered to a message with these words, if it has. */
export function answerTo({ journal }: Tab, text: string): { messageId: string; seq: number } | undefined {
  const calls = new Set<number>();
  for (const entry of journal.entries) {
    if (entry.what === 'asked' && textIn(entry.input, 'text') === text) calls.add(entry.call);
    if (entry.what === 'acknowledged' && calls.has(entry.call))
      return { messageId: textIn(entry.data, 'messageId') ?? '', seq: numberIn(entry.data, 'seq') ?? 0 };
  }
  return undefined;
}

/** Waits until the outbox has brought everything to its end. */
export const allSent = (tab: Tab): Promise<boolean> =>
  waitFor('the outbox', async () => (await tab.browser.owed()).length === 0);

export const shows = (tab: Tab, roomId: string, text: string): Promise<boolean> =>
  waitFor(`"${text}" on the screen`, () => hasOnScreen(tab, roomId, text));

export const hasOnScreen = (tab: Tab, roomId: string, text: string): boolean =>
  screenOf(tab, roomId).window?.messages.some((message) => message.text === text) ?? false;

/** Loads the room anew. */
export async function reload(tab: Tab, roomId: string): Promise<void> {
  const screen = screenOf(tab, roomId);
  screen.reload();
  await waitFor('the room', () => screen.state === 'live');
}

/** Somebody has no network while something happens; afterwards they are back. */
export async function whileAway({ network, browsers }: Citizen, work: () => Promise<void>): Promise<void> {
  const connections = browsers.flatMap(({ tabs }) => tabs.map(({ connection }) => connection));
  network.cut(true);
  await waitFor('the loss of the connection', () => connections.every(({ state }) => state.get() !== 'online'));
  await work();
  network.fair();
  await waitFor('the connection', () => {
    for (const connection of connections) connection.retryNow();
    return connections.every(({ state }) => state.get() === 'online');
  });
}

/** Resolves when it is so, or after the time: a sound hub may well never let it be so. */
export async function upTo(ms: number, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = performance.now() + ms; performance.now() < until && !(await condition());) await sleep(LOOK_MS);
}

/** The words of a command, for whoever looks for them at a gate. */
export const wordsOf = (input: unknown): unknown => fieldOf(input, 'text');
