import { newId, now, pause } from './device.js';

const LEASE_MS = 4_000;
const SETTLE_MS = 40;

/** One tab of this browser at a time does `work`; the next one waits. A killed tab lets go. */
export async function exclusive<T>(name: string, work: () => Promise<T>): Promise<T> {
  if ('locks' in navigator && navigator.locks) return navigator.locks.request(name, work);
  return withLease(name, work);
}

/**
 * Where Web Locks do not exist (a LAN address without TLS): a lease in localStorage, taken by writing, waiting
 * and reading back. Not airtight, and need not be: what it orders is idempotent at the hub.
 */
async function withLease<T>(name: string, work: () => Promise<T>): Promise<T> {
  const key = `${name}.lease`;
  const mine = newId();
  for (;;) {
    const [holder, until] = (localStorage.getItem(key) ?? '').split(' ');
    if (holder === mine) break;
    const free = !holder || Number(until) < now();
    if (free) localStorage.setItem(key, `${mine} ${now() + LEASE_MS}`);
    await pause(free ? SETTLE_MS : SETTLE_MS * 3);
  }
  const renewal = setInterval(() => localStorage.setItem(key, `${mine} ${now() + LEASE_MS}`), LEASE_MS / 4);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    if (localStorage.getItem(key)?.startsWith(mine)) localStorage.removeItem(key);
  }
}
