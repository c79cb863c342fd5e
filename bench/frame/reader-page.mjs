// The real client in a real Chromium: opens a room, loads its past, scrolls, and counts the frames that were drawn.
import { chromium } from 'playwright-core';

const WIDTH = 1440;
const HEIGHT = 900;
const MESSAGE = '[role=log] [data-message]';

export class ReaderPage {
  #browser;
  #page;
  #pages = 0;

  static async open(hub, { email, password }) {
    const reader = new ReaderPage();
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
    reader.#browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
    });
    const context = await reader.#browser.newContext({
      baseURL: hub.url,
      viewport: { width: WIDTH, height: HEIGHT },
      locale: 'es-ES',
    });
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    reader.#page = page;
    page.on('response', (response) => (reader.#pages += /\/messages\?/.test(response.url()) ? 1 : 0));
    await page.goto('/');
    await page.evaluate(
      async (credentials) => {
        const headers = { 'content-type': 'application/json' };
        const response = await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify(credentials) });
        if (!response.ok) throw new Error(`sign in: ${response.status} ${await response.text()}`);
        localStorage.setItem('tertulia.signed-in', 'yes');
      },
      { email, password },
    );
    return reader;
  }

  /** From the address to the first message, in ms: the whole application is loaded. */
  async load(path) {
    await this.#page.goto('about:blank');
    await this.#page.goto(path, { waitUntil: 'commit' });
    return this.#page.evaluate(seen, MESSAGE);
  }

  /** From a click on a link of the home page to the first message, in ms. */
  async click(path) {
    await this.#page.goto('/home');
    const link = this.#page.locator(`a[href*="${path}"]`).first();
    await link.waitFor();
    await this.#page.waitForTimeout(1_000);
    return this.#page.evaluate(clicked, [path, MESSAGE]);
  }

  /** Scrolls up until so many pages of older messages have come; answers how many messages that are. */
  async past(pages) {
    const from = this.#pages;
    while (this.#pages - from < pages) {
      const before = this.#pages;
      await this.#page.evaluate(() => {
        const list = document.querySelector('[role=log]');
        list.scrollTop = list.scrollTop < 2 ? 2 : 0;
      });
      for (let waited = 0; waited < 40 && this.#pages === before; waited += 1) await this.#page.waitForTimeout(10);
    }
    return (this.#pages - from + 1) * 50;
  }

  /** Scrolls without end for so long; answers the times between drawn frames, [at, ms]. */
  scrolled(seconds) {
    return this.#page.evaluate(scrolling, seconds);
  }

  async close() {
    await this.#browser.close();
  }
}

// --- run in the page
function seen(selector) {
  return new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(selector)) requestAnimationFrame(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}

function clicked([path, selector]) {
  return new Promise((resolve) => {
    const from = performance.now();
    document.querySelector(`a[href*="${path}"]`).click();
    const look = () => {
      if (document.querySelector(selector)) requestAnimationFrame(() => resolve(performance.now() - from));
      else requestAnimationFrame(look);
    };
    look();
  });
}

function scrolling(seconds) {
  return new Promise((resolve) => {
    const list = document.querySelector('[role=log]');
    const [start, times] = [performance.now(), []];
    let [last, step] = [start, 30];
    const frame = (at) => {
      times.push([(at - start) / 1000, at - last]);
      last = at;
      const before = list.scrollTop;
      list.scrollTop += step;
      // At an edge it turns round; it keeps away from the top, where older messages would be asked for.
      if (list.scrollTop === before || list.scrollTop < 2_000) step = list.scrollTop < 2_000 ? 30 : -30;
      if (at - start < seconds * 1000) requestAnimationFrame(frame);
      else resolve(times.slice(1));
    };
    requestAnimationFrame(frame);
  });
}
