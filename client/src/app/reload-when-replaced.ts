import { now } from '../lib/session/device.js';

const KEY = 'tertulia.reloaded-at';
/** A second failure so soon after a reload is not about an old page. */
const CALM_MS = 60_000;

/**
 * The hub was updated while this page was open: a part of the page that is fetched only now does not exist any more.
 * Loading the page again brings the new one; drafts and the queue are on the device.
 */
export function reloadWhenReplaced(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(window.sessionStorage.getItem(KEY) ?? 0);
    if (now() - last < CALM_MS) return;
    event.preventDefault();
    window.sessionStorage.setItem(KEY, String(now()));
    window.location.reload();
  });
}
