// Chromium as four devices. A picture is one state of one page on one of them.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const DEVICES = [
  { name: '360 light es', width: 360, height: 740, scheme: 'light', language: 'es', touch: true },
  { name: '360 dark en', width: 360, height: 740, scheme: 'dark', language: 'en', touch: true },
  { name: '768 light en', width: 768, height: 900, scheme: 'light', language: 'en' },
  { name: '1440 dark es', width: 1440, height: 900, scheme: 'dark', language: 'es' },
];
const QUIET_MS = 350;
const HELD_MS = 300;

/** Takes pictures of a hub: `moment` is what the browser believes the time is. */
export async function openCamera({ hub, moment, folder }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--font-render-hinting=none',
    ],
  });
  const contexts = new Map();

  /** The browser of one person on one device; `undefined` is a visitor. Signed in by the ordinary route. */
  async function contextOf(device, person) {
    const key = `${device.name} ${person?.id ?? ''}`;
    const known = contexts.get(key);
    if (known) return known;
    const context = await browser.newContext({
      baseURL: hub.url,
      viewport: { width: device.width, height: device.height },
      locale: device.language === 'es' ? 'es-ES' : 'en-GB',
      timezoneId: 'Europe/Madrid',
      colorScheme: device.scheme,
      hasTouch: device.touch ?? false,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    if (person) {
      await hub.sql.query('update accounts set language = $2 where id = $1', [person.id, device.language]);
      const { email, password } = person;
      const answer = await context.request.post('/api/session', {
        data: { email, password },
        headers: { origin: hub.url },
      });
      if (!answer.ok()) throw new Error(`${email} could not sign in: ${await answer.text()}`);
      await context.addInitScript(() => localStorage.setItem('tertulia.signed-in', 'yes'));
    }
    contexts.set(key, context);
    return context;
  }

  /** Resolves with the file of the picture. */
  async function take(device, pageName, state, stage) {
    const context = await contextOf(device, state.who);
    const page = await context.newPage();
    try {
      if (state.height) await page.setViewportSize({ width: device.width, height: state.height });
      await page.clock.setFixedTime(moment);
      if (state.hold) await page.route(state.hold, () => undefined);
      if (state.fail) await page.route(state.fail, (route) => route.fulfill(FAILURE));
      await state.before?.({ page, context, device, ...stage });
      await page.goto(state.path, { waitUntil: state.hold ? 'commit' : 'load' });
      if (state.hold) {
        await page.locator('[aria-busy=true]').first().waitFor();
        await page.waitForTimeout(HELD_MS);
      } else await page.waitForLoadState('networkidle');
      await page.evaluate(() => document.fonts.ready.then(() => true));
      await state.act?.({ page, context, device, ...stage });
      await page.waitForTimeout(QUIET_MS);
      const path = join(
        folder,
        pageName,
        `${state.name.replaceAll(/\W+/g, '-')}.${device.name.replaceAll(' ', '-')}.png`,
      );
      mkdirSync(join(folder, pageName), { recursive: true });
      await page.screenshot({ path, animations: 'disabled', caret: 'hide', fullPage: state.whole ?? false });
      await state.after?.({ page, context, device, ...stage });
      return path;
    } catch (error) {
      throw new Error(`${pageName} · ${state.name} · ${device.name}: ${error.message}`, { cause: error });
    } finally {
      await page.close();
      await context.setOffline(false);
    }
  }

  return {
    take,
    /** The next picture of everybody begins with a new sign-in: the language of an account belongs to one device. */
    async nextDevice() {
      for (const context of contexts.values()) await context.close();
      contexts.clear();
    },
    close: () => browser.close(),
  };
}

const FAILURE = {
  status: 500,
  contentType: 'application/json',
  body: JSON.stringify({ code: 'internal', message: '', requestId: 'req-5f2c9a' }),
};
