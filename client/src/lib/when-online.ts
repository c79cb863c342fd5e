/**
 * A part of the app that is fetched when it is needed. Without a network it comes as soon as there is one again: what is not
 * there yet must not take the page with it.
 */
export function whenOnline<T>(load: () => Promise<T>): Promise<T> {
  return load().catch((failure: unknown) => {
    if (navigator.onLine) throw failure;
    return new Promise<T>((resolve, reject) => {
      addEventListener('online', () => void load().then(resolve, reject), { once: true });
    });
  });
}
