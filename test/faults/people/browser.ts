import type { Session } from '../../../src/contract/accounts.contract.js';
import type { ClientPieces, Queued } from './client-pieces.mjs';
import type { Journal } from './journal.js';
import { Tab } from './tab.js';

export interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const PAUSE_MS = 3_000;

/** A browser of one person: one session, one durable outbox, some tabs. Its network is a proxy of its own. */
export class Browser {
  tabs: Tab[] = [];
  #token: string | null;
  #opened = 0;
  #triesAgainAt = 0;
  #signingIn: Promise<void> | undefined;

  constructor(
    readonly person: Somebody,
    readonly name: string,
    readonly url: string,
    readonly journal: Journal,
    readonly pieces: ClientPieces,
    token: string | null,
  ) {
    this.#token = token;
  }

  get signedIn(): boolean {
    return this.#token !== null;
  }

  openTab(rooms: readonly string[]): Tab {
    const tab = new Tab(this, `${this.name}.${(this.#opened += 1)}`);
    this.tabs.push(tab);
    return tab.open(rooms);
  }

  /** What a tab that was thrown out leaves behind: nobody is signed in, what was written stays. */
  thrownOut(): void {
    this.#token = null;
    for (const tab of this.tabs.splice(0)) tab.kill();
  }

  killTab(tab: Tab): void {
    this.tabs = this.tabs.filter((other) => other !== tab);
    tab.kill();
  }

  /** Signs in again, if need be; fails as the network fails. Who has failed does not try again at once: that would be too often. */
  async signIn(): Promise<void> {
    if (this.#token !== null || this.journal.now() < this.#triesAgainAt) return;
    this.#triesAgainAt = this.journal.now() + PAUSE_MS;
    const { email, password } = this.person;
    this.#signingIn ??= this.pieces
      .call<Session>('POST', `${this.url}/api/session`, { body: { email, password }, timeoutMs: 5_000 })
      .then(({ accessToken }) => void (this.#token = accessToken))
      .finally(() => (this.#signingIn = undefined));
    await this.#signingIn;
  }

  async token(refused?: string): Promise<string> {
    // There is no other one to be had: the session is over, and all tabs hear of it from the session.
    if (this.#token !== null && this.#token === refused) this.thrownOut();
    if (this.#token === null) throw new this.pieces.ApiError('not-signed-in');
    return this.#token;
  }

  call<T>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    options: { query?: Record<string, string | number>; body?: object; timeoutMs?: number } = {},
  ): Promise<T> {
    if (this.#token === null) return Promise.reject(new this.pieces.ApiError('not-signed-in'));
    return this.pieces.call<T>(method, `${this.url}${path}`, { timeoutMs: 5_000, ...options, token: this.#token });
  }

  /** What this browser still owes the hub. */
  async owed(): Promise<Queued[]> {
    const store = this.pieces.openLocalStore(this.name);
    const rows = await store.outbox.toArray();
    store.close();
    return rows.filter(({ state }) => state === 'waiting');
  }
}
