import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export interface Device {
  width: number;
  height: number;
  language: 'es' | 'en';
  scheme: 'light' | 'dark';
  touch?: boolean;
}
export const desktop: Device = { width: 1440, height: 900, language: 'es', scheme: 'light' };
export const phone: Device = { width: 360, height: 740, language: 'es', scheme: 'light', touch: true };

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // A camera that shows a moving picture and a microphone that beeps, which nobody has to allow; media over the loopback.
  '--use-fake-device-for-media-stream=fps=5',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
];

/** Chromium, started once a file. What a page complains of, and what it asks of other origins, is kept. */
export class TestBrowser {
  readonly complaints: string[] = [];
  readonly foreign: string[] = [];

  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<TestBrowser> {
    const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
    return new TestBrowser(await chromium.launch({ executablePath, args: FLAGS }));
  }

  /** A device of somebody: its own cookies and stores. */
  async device(
    origin: string,
    { width, height, language, scheme, touch = false }: Device = desktop,
  ): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: origin,
      viewport: { width, height },
      locale: language === 'es' ? 'es-ES' : 'en-GB',
      colorScheme: scheme,
      hasTouch: touch,
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write', 'camera', 'microphone'],
    });
    // What a recovered error was about is only in its cause, which the page keeps to itself.
    await context.addInitScript(
      `addEventListener('error', ({ error }) => error?.cause && console.error('because of ' + error.cause.stack));`,
    );
    context.setDefaultTimeout(20_000);
    context.on('page', (page) => this.watch(page, origin));
    return context;
  }

  private watch(page: Page, origin: string): void {
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/net::ERR_|Failed to load resource|WebSocket connection/.test(message.text()))
        this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host) this.foreign.push(request.url());
    });
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Violations that a person would suffer from, as sentences; none is the wish. WCAG 2.2 AA. */
export async function barriers(page: Page): Promise<string[]> {
  // No page has frames, and of what passes nothing is wanted: all the same rules, in a third of the time.
  const { violations } = await new AxeBuilder({ page })
    .options({ runOnly: WCAG_22_AA, resultTypes: ['violations'], reporter: 'no-passes', iframes: false })
    .setLegacyMode()
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
