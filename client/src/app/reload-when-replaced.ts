import { now } from '../lib/session/device.js';

const KEY = 'tertulia.reloaded-at';
/** A second failure so soon after a reload is not about an old page. */
const CALM_MS = 60_000;

/**
 * The hub was updated while this page was open: a part of the page that is fetched only now does not exist any more.
 * Loading the page again brings the new one; drafts and the queue are on the device. Without a network the same
 * failure means nothing of the kind, and a reload would take away the page one still has: so the hub is asked first.
 */
export function reloadWhenReplaced(): void {
  window.addEventListener('vite:preloadError', () => {
    const last = Number(window.sessionStorage.getItem(KEY) ?? 0);
    if (now() - last < CALM_MS) return;
    void answers().then((there) => {
      if (!there) return;
      window.sessionStorage.setItem(KEY, String(now()));
      window.location.reload();
    });
  });
}

const answers = (): Promise<boolean> =>
  fetch('/health/live', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
