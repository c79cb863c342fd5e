/**
 * Small choices kept on this device (theme, language). Where the browser refuses storage (private window, policy)
 * they live as long as the page: the person loses a convenience, never a function.
 */
const page = new Map<string, string>();

export function remembered(key: string): string | null {
  try {
    return window.localStorage.getItem(key) ?? page.get(key) ?? null;
  } catch {
    return page.get(key) ?? null;
  }
}

export function remember(key: string, value: string | null): void {
  if (value === null) page.delete(key);
  else page.set(key, value);
  try {
    if (value === null) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, value);
  } catch (refused) {
    document.documentElement.dataset.storage = refused instanceof Error ? refused.name : 'none';
  }
}
