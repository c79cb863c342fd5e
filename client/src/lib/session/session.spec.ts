import { randomUUID } from 'node:crypto';
import type { OwnAccount, Session } from '@contract/accounts.contract.js';
import { until } from '../streams/test-hub.js';
import { readSessionHint, writeDemoPerson } from './hint.js';
import { SessionStore } from './session.js';

class Memory {
  readonly #values = new Map<string, string>();
  getItem = (key: string) => this.#values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.#values.set(key, value);
  removeItem = (key: string) => void this.#values.delete(key);
}

const account = (id: string): OwnAccount => ({
  id,
  kind: 'person',
  name: 'Ana',
  email: 'ana@example.org',
  emailVerified: true,
  about: '',
  avatar: null,
  language: 'es',
  timeZone: 'UTC',
  role: 'member',
  mentor: 'none',
  ageBand: '18-plus',
  guestOf: null,
  createdAt: '2026-11-01T00:00:00.000Z',
});

/** The hub’s side of refreshing: one key at a time, used up by its use. */
class Hub {
  readonly calls: string[] = [];
  together = 0;
  signedIn: string | null = randomUUID();
  lastsMs = 60 * 60_000;
  /** How far the hub's clock is from this device's. */
  clockMs = 0;
  #given = 0;
  #running = 0;

  session(id: string): Session {
    const expiresAt = new Date(Date.now() + this.clockMs + this.lastsMs).toISOString();
    return { accessToken: `token ${++this.#given}`, expiresAt, account: account(id) };
  }

  fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    this.calls.push(`${init.method} ${url}`);
    this.#running += 1;
    this.together = Math.max(this.together, this.#running);
    // Whoever would ask at the same time has turns to do so.
    for (let turns = 0; turns < 20; turns += 1) await new Promise((turn) => setImmediate(turn));
    this.#running -= 1;
    if (init.method === 'DELETE') {
      this.signedIn = null;
      return new Response(null, { status: 204 });
    }
    const person = typeof init.body === 'string' ? String(Object.values(JSON.parse(init.body))[0]) : this.signedIn;
    if (!person) return Response.json({ code: 'not-signed-in', message: '' }, { status: 401 });
    const date = new Date(Date.now() + this.clockMs).toUTCString();
    return Response.json(this.session(person), { headers: { date } });
  };
}

let hub: Hub;
const tabs: SessionStore[] = [];
const openTab = (): SessionStore => {
  const tab = new SessionStore();
  tabs.push(tab);
  return tab;
};
const realFetch = globalThis.fetch;

beforeEach(() => {
  hub = new Hub();
  const window = { localStorage: new Memory(), sessionStorage: new Memory() };
  const indexedDB = {
    deleteDatabase: () => ({
      set onsuccess(done: () => void) {
        queueMicrotask(done);
      },
    }),
  };
  Object.assign(globalThis, { window, indexedDB, fetch: hub.fetch });
});
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close();
  Object.assign(globalThis, { fetch: realFetch });
});

const status = (tab: SessionStore) => tab.state.get().status;

describe('the session of a browser', () => {
  it('is restored from the cookie, once for many askings', async () => {
    const tab = openTab();
    await Promise.all([tab.restore(), tab.token(), tab.token()]);
    expect(tab.account()?.id).toBe(hub.signedIn);
    expect(hub.calls).toEqual(['POST /api/session/refresh']);
    expect(readSessionHint()).toBe(true);
  });

  it('is renewed by one tab at a time, because a renewal uses the cookie up', async () => {
    await Promise.all([openTab(), openTab(), openTab()].map((tab) => tab.token()));
    expect(hub.together).toBe(1);
  });

  it('is known to be nobody’s without being called an end', async () => {
    hub.signedIn = null;
    const tab = openTab();
    expect(await tab.restore()).toEqual({ status: 'signed-out', why: undefined });
    await expect(tab.token()).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(hub.calls).toHaveLength(1);
  });

  it('says why it ended when it ended under somebody’s hands', async () => {
    const tab = openTab();
    const token = await tab.token();
    hub.signedIn = null;
    await expect(tab.token(token)).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(tab.state.get()).toEqual({ status: 'signed-out', why: 'not-signed-in' });
    expect(readSessionHint()).toBe(false);
  });

  it('is left by oneself, not ended, when the hub says so before it answers', async () => {
    const tab = openTab();
    await tab.restore();
    const left = tab.leave(true);
    tab.ended('not-signed-in');
    expect(status(tab)).toBe('signed-in');
    await left;
    expect(tab.state.get()).toEqual({ status: 'signed-out', why: undefined });
  });

  it('is over when the hub said so, though its answer was lost on the way', async () => {
    const tab = openTab();
    await tab.restore();
    Object.assign(globalThis, { fetch: () => Promise.reject(new TypeError('network')) });
    const left = tab.leave();
    tab.ended('not-signed-in');
    await left;
    expect(tab.state.get()).toEqual({ status: 'signed-out', why: undefined });
  });

  it('goes on when leaving it did not reach the hub', async () => {
    const tab = openTab();
    await tab.restore();
    Object.assign(globalThis, { fetch: () => Promise.reject(new TypeError('network')) });
    await expect(tab.leave()).rejects.toMatchObject({ code: 'offline' });
    expect(status(tab)).toBe('signed-in');
  });

  it('stays unknown, not signed out, when the hub cannot be reached', async () => {
    Object.assign(globalThis, { fetch: () => Promise.reject(new TypeError('network')) });
    const tab = openTab();
    await expect(tab.restore()).rejects.toMatchObject({ code: 'offline' });
    expect(status(tab)).toBe('unknown');
  });

  it('renews a token before it dies and one that was refused', async () => {
    hub.lastsMs = 10_000;
    const tab = openTab();
    expect(await tab.token()).toBe('token 1');
    hub.lastsMs = 60 * 60_000;
    expect(await tab.token()).toBe('token 2');
    expect(await tab.token()).toBe('token 2');
    expect(await tab.token('token 2')).toBe('token 3');
  });

  it.each([-2, 2])('works on a device whose clock is %d hours wrong', async (hours) => {
    hub.clockMs = hours * 60 * 60_000;
    const tab = openTab();
    await tab.token();
    await tab.token();
    expect(hub.calls).toHaveLength(1);
  });

  it('is left in all tabs of the account, and in no tab of another', async () => {
    const [leaving, staying] = [openTab(), openTab()];
    await leaving.token();
    await staying.token();
    await leaving.leave();
    await until(() => status(staying) === 'signed-out');
    expect(status(leaving)).toBe('signed-out');
    expect(hub.calls.at(-1)).toBe('DELETE /api/session');
  });

  it('goes over to another account in all tabs when somebody else signs in', async () => {
    const [one, two] = [openTab(), openTab()];
    await one.token();
    await two.token();
    const other = randomUUID();
    one.enter(hub.session(other));
    await until(() => two.account()?.id === other);
  });

  it('keeps a demo window apart from the browser’s own session', async () => {
    const demoPerson = randomUUID();
    writeDemoPerson(demoPerson);
    const window = openTab();
    await window.restore();
    expect(window.account()?.id).toBe(demoPerson);
    expect(hub.calls).toEqual(['POST /api/demo/open-as']);
    await window.leave();
    expect(hub.calls).toHaveLength(1);
    expect(hub.signedIn).not.toBeNull();
  });
});
