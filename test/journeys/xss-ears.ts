import type { BrowserContext, Page } from 'playwright-core';

/** What ran, and what the policy had to stop. Both stay empty. */
export const ran: string[] = [];
export const stopped: string[] = [];

const LISTEN = `
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => itRan(name + ' at ' + location.pathname);
  Object.defineProperty(window, '__xss', { set: () => itRan('__xss at ' + location.pathname) });
  addEventListener('securitypolicyviolation', (event) =>
    itWasStopped(event.violatedDirective + ' ' + event.blockedURI + ' at ' + location.pathname));
`;

export async function listen(device: BrowserContext): Promise<void> {
  await device.exposeFunction('itRan', (what: string) => void ran.push(what));
  await device.exposeFunction('itWasStopped', (what: string) => void stopped.push(what));
  await device.addInitScript(LISTEN);
  device.on('dialog', (dialog) => {
    ran.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
}

/** Elements and attributes that no words may ever become. */
export const HARMFUL = `(() => {
  const found = [];
  for (const node of document.querySelectorAll('#root *')) {
    // A formula is MathML too, and nothing else that is listed.
    const drawn = node.closest('[data-math]') !== null && /^(math|style)$/i.test(node.localName);
    if (!drawn && /^(script|iframe|object|embed|base|meta|link|style|form\\.x|video|audio|math|foreignobject|marquee)$/i.test(node.localName)) found.push(node.localName);
    for (const { name, value } of node.attributes)
      if (/^on/i.test(name) || (/^(href|src|action|formaction|xlink:href|srcset|poster)$/i.test(name) && /^\\s*(javascript|vbscript|data:text)/i.test(value)))
        found.push(node.localName + ' ' + name + '=' + value);
  }
  return found;
})()`;

export async function harmless(page: Page): Promise<void> {
  expect(await page.evaluate<string[]>(HARMFUL)).toEqual([]);
  expect(ran).toEqual([]);
}
