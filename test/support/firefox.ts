import { existsSync } from 'node:fs';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { waitFor } from './wait-for.js';

const PLACES = [process.env['FIREFOX_PATH'], '/usr/bin/firefox-esr', '/usr/bin/firefox'];
/** Where Firefox is, if it is installed. */
export const firefoxPath = PLACES.find((path) => path !== undefined && existsSync(path));

/** A camera and a microphone of its own, which nobody has to allow, and media over the loopback. */
const PREFERENCES = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.autoplay.default': 0,
  'intl.accept_languages': 'es-ES, es',
};

/** Firefox, over WebDriver BiDi, with one page. What the page complains of is kept. */
export class TestFirefox {
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  static async start(executablePath: string): Promise<TestFirefox> {
    const browser = await launch({
      ...{ browser: 'firefox', executablePath, headless: true, timeout: 180_000, extraPrefsFirefox: PREFERENCES },
      defaultViewport: { width: 1280, height: 800 },
    });
    return new TestFirefox(browser, await browser.newPage());
  }

  /** Presses what has this name, as soon as it is there. */
  async press(name: string): Promise<void> {
    const place = await this.find('a, button, [role=menuitem]', name);
    await this.page.click(place);
  }

  async fill(label: string, text: string): Promise<void> {
    await this.page.type(await this.find('input, textarea', label), text);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** A selector of the first thing that is in sight under this name. */
  private async find(of: string, name: string): Promise<string> {
    const mark = `data-found="${name.replace(/\W/g, '-')}"`;
    await waitFor(`${name} in Firefox`, () =>
      this.page.evaluate(`(() => {
        const nameOf = (one) => one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent;
        const named = [...document.querySelectorAll('${of}')].filter((one) => nameOf(one).trim() === ${JSON.stringify(name)});
        // A dialog covers the page: what was drawn last is what can be pressed.
        const found = named.filter((one) => one.checkVisibility() && !one.disabled).at(-1);
        document.querySelector('[${mark}]')?.removeAttribute('data-found');
        found?.setAttribute(${mark.replace('=', ',').replace('data-found', "'data-found'")});
        return found !== undefined;
      })()`),
    );
    return `[${mark}]`;
  }
}
