import { DEFAULT_NAME, type Branding } from '../../contract/branding.contract.js';
import { styleOf } from './hue-tokens.js';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** The page as it was built, with the name, the logo and the hue of this hub in it before anything is painted. */
export function brandedPage(html: string, { name, hue, logo }: Branding): string {
  const called = escape(name);
  let page = html;
  if (name !== DEFAULT_NAME)
    page = page
      .replace(/<title>[^<]*<\/title>/, () => `<title>${called}</title>`)
      .replace(/(<meta property="og:title" content=")[^"]*/, (_, before: string) => `${before}${called}`)
      .replace(/(<meta name="application-name" content=")[^"]*/, (_, before: string) => `${before}${called}`)
      .replace(
        /(class="first-wordmark"[^>]*>\s*<img[^>]*>\s*<span>)[^<]*/g,
        (_, before: string) => `${before}${called}`,
      );
  if (logo !== null)
    page = page
      .replace(/<link rel="icon"[^>]*image\/svg\+xml[^>]*>/, `<link rel="icon" href="${logo}" type="image/webp" />`)
      .replace(/<link rel="icon"[^>]*image\/png[^>]*>/, '')
      .replace(/(<link rel="apple-touch-icon" href=")[^"]*/, `$1${logo}`)
      .replace(/(<meta name="hub-logo" content=")[^"]*/, `$1${logo}`)
      .replace(/(class="first-wordmark"[^>]*>\s*<img[^>]* src=")[^"]*/g, `$1${logo}`);
  if (hue !== null) page = page.replace('</head>', `<style>${styleOf(hue)}</style></head>`);
  return page;
}

/** The same for whoever installs it on a screen. */
export function brandedManifest(text: string, { name, logo }: Branding): string {
  const manifest = JSON.parse(text) as Record<string, unknown>;
  const icons =
    logo === null ? {} : { icons: [{ src: logo, sizes: '512x512', type: 'image/webp', purpose: 'any maskable' }] };
  return JSON.stringify({ ...manifest, name, short_name: name, ...icons });
}
