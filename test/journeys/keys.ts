import type { Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.js';

interface Focus {
  name: string;
  role: string;
  /** Not a single point of it can be seen. */
  hidden: boolean;
}

/** What has the focus: its name, and whether something lies over all of it or it is outside the screen. */
const FOCUS = `(() => {
  const active = document.activeElement ?? document.body;
  const label = active.closest('label') ?? active.labels?.[0];
  const name = active.getAttribute('aria-label') ?? label?.textContent ?? active.textContent ?? '';
  const whole = active === document.body || active.id === 'content' || active.matches('[role=log], [role=dialog]');
  const shown = active.matches('input[type=radio], input[type=checkbox], input[type=file]') ? (label ?? active) : active;
  const box = shown.getBoundingClientRect();
  let seen = whole;
  for (let column = 1; column < 10 && !seen; column += 1)
    for (let row = 1; row < 4 && !seen; row += 1) {
      const hit = document.elementFromPoint(box.left + (box.width * column) / 10, box.top + (box.height * row) / 4);
      seen = hit !== null && (shown.contains(hit) || hit.contains(active) && !hit.matches('[data-composer]'));
    }
  return { name: name.trim(), role: active.tagName.toLowerCase(), hidden: !seen };
})()`;

export const focus = (page: Page): Promise<Focus> => page.evaluate<Focus>(FOCUS);

/** Presses the key until something with this name has the focus; wherever it stops on the way it must be seen. */
export async function reach(page: Page, name: RegExp, key = 'Tab', most = 60): Promise<void> {
  const way: string[] = [];
  for (let pressed = 0; pressed < most; pressed += 1) {
    const here = await focus(page);
    if (here.hidden)
      await waitFor(`"${here.name}" (${here.role}) to be in sight`, async () => !(await focus(page)).hidden, 3_000);
    if (name.test(here.name)) return;
    way.push(here.name.slice(0, 30));
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${name}; it came to: ${way.join(' · ')}`);
}

/** Reaches it and presses Enter. */
export async function enter(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  await reach(page, name, key);
  await page.keyboard.press('Enter');
}

/** Reaches it and writes into it. */
export async function write(page: Page, name: RegExp, text: string): Promise<void> {
  await reach(page, name);
  await page.keyboard.type(text);
}
