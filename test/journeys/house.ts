import type { BrowserContext, Page } from 'playwright-core';
import { desktop, TestBrowser, type Device } from '../support/browser.js';
import { TestHub, type HubOptions } from '../support/hub.js';
import { en, es, register } from './steps.js';

/** Somebody before a screen of their own. */
export interface Visitor {
  device: BrowserContext;
  page: Page;
}

/** One hub and one browser for the journeys of a file; every journey closes the devices it opened. */
export class House {
  #hub: TestHub | undefined;
  #browser: TestBrowser | undefined;
  readonly #devices: BrowserContext[] = [];

  get hub(): TestHub {
    if (!this.#hub) throw new Error('The hub is not up.');
    return this.#hub;
  }

  get browser(): TestBrowser {
    if (!this.#browser) throw new Error('The browser is not up.');
    return this.#browser;
  }

  async open(options: HubOptions): Promise<void> {
    this.#hub = await TestHub.boot(options);
    this.#browser ??= await TestBrowser.start();
  }

  /** The hub goes and another takes its place, on the same database. */
  async reboot(options: HubOptions): Promise<void> {
    await this.hub.close();
    this.#hub = await TestHub.boot(options);
  }

  /** A device with the first page open. */
  async visit(device: Device = desktop): Promise<Visitor> {
    const context = await this.browser.device(this.hub.url, device);
    this.#devices.push(context);
    const page = await context.newPage();
    await page.goto('/');
    return { device: context, page };
  }

  /** Somebody who has just made an account by clicking, at home. */
  async newcomer(name: string, device: Device = desktop): Promise<Visitor> {
    const context = await this.browser.device(this.hub.url, device);
    this.#devices.push(context);
    const page = await register(context, name, device.language === 'en' ? en : es);
    return { device: context, page };
  }

  async sendHome(): Promise<void> {
    await this.#keepPictures();
    await Promise.all(this.#devices.splice(0).map((device) => device.close()));
  }

  /** `JOURNEY_SHOTS=<folder>` keeps what every open page showed at the end of each journey: for whoever mends one. */
  async #keepPictures(): Promise<void> {
    const folder = process.env['JOURNEY_SHOTS'];
    if (folder === undefined) return;
    const name = expect.getState().currentTestName?.replace(/\W+/g, '-').slice(0, 40);
    const pages = this.#devices.flatMap((device) => device.pages());
    for (const [at, page] of pages.entries()) await page.screenshot({ path: `${folder}/${name}-${at}.png` });
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#hub?.close();
  }
}

/** Opens a house for the file, empties it after each journey, and at the end nothing may have been complained of. */
export function openHouse(options: HubOptions = {}): House {
  const house = new House();
  beforeAll(() => house.open(options), 60_000);
  afterEach(() => house.sendHome());
  afterAll(() => house.close());
  return house;
}

/** Declares the last test of a file. */
export function itWasQuiet(house: House): void {
  it('asked nothing of another origin, and the console complained of nothing', () => {
    expect(house.browser.foreign).toEqual([]);
    expect(house.browser.complaints).toEqual([]);
  });
}
