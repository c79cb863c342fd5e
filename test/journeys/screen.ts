import type { Page, Request } from 'playwright-core';
import { barriers } from '../support/browser.js';
import { isKey, textsOf } from './words.js';

/** A page that is looked at as a whole: it knows when it has come to rest, and what is wrong with it. */
export class Screen {
  readonly #onTheirWay = new Set<Request>();
  #asked = 0;

  constructor(
    readonly page: Page,
    private readonly isForeign: (text: string) => boolean,
  ) {
    page.on('request', (request) => {
      this.#asked += 1;
      this.#onTheirWay.add(request);
    });
    page.on('requestfinished', (request) => this.#onTheirWay.delete(request));
    page.on('requestfailed', (request) => this.#onTheirWay.delete(request));
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await this.settled();
  }

  /**
   * There is a title, nothing is on its way, no place is held for anything, and the page has nothing left to do.
   * Leaving a page that is being fetched would be its failure.
   */
  async settled(): Promise<void> {
    await this.page.getByRole('heading').first().waitFor();
    for (let asked = -1; asked !== this.#asked || this.#onTheirWay.size > 0;) {
      asked = this.#asked;
      await this.page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      // What has just come may make the page ask for more, as soon as it finds the time.
      await this.page.evaluate(
        'new Promise((done) => requestIdleCallback(() => setTimeout(() => requestIdleCallback(done), 50)))',
      );
    }
  }

  /** What is wrong with what is shown. */
  async faults(where: string): Promise<string[]> {
    const found = await barriers(this.page);
    const texts = await textsOf(this.page);
    found.push(...texts.filter(isKey).map((text) => `a key instead of words: ${text}`));
    found.push(...texts.filter(this.isForeign).map((text) => `words of the other language: ${text}`));
    if (!(await this.page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')))
      found.push('wider than the screen');
    return found.map((fault) => `${where}: ${fault}`);
  }
}
