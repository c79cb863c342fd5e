import type { deleteAccountInput } from '@contract/leaving.contract.js';
import type { z } from 'zod';
import type { OwnAccount, Session } from '@contract/accounts.contract.js';
import { ApiError, isCode, type FailureCode } from '../api/api-error.js';
import { call } from '../api/call.js';
import { now } from './device.js';
import { exclusive } from './exclusive.js';
import { readDemoPerson, writeDemoPerson, writeSessionHint } from './hint.js';
import { databaseNameOf } from './local-name.js';
import { Store } from './store.js';

export type SessionState =
  | { status: 'unknown' }
  | { status: 'signed-in'; account: OwnAccount }
  /** `why` is missing when the person left by themself. */
  | { status: 'signed-out'; why?: FailureCode };

type Word =
  { said: 'entered'; session: Session; token: Token } | { said: 'left'; accountId: string; why?: FailureCode };
interface Token {
  value: string;
  /** By this device's clock. */
  expiresAt: number;
}

/** A token is renewed this long before it ends, so that no request travels with one that dies on the way. */
const RENEW_BEFORE_MS = 30_000;
const GONE: readonly FailureCode[] = ['not-signed-in', 'accounts/session-reused', 'accounts/banned'];

/**
 * Who is signed in in this window. The access token lives in memory only; the refresh key only in a cookie that
 * scripts cannot read. One tab at a time renews and tells the others, because a renewal uses the cookie up.
 */
export class SessionStore {
  readonly state = new Store<SessionState>({ status: 'unknown' });
  #token: Token | null = null;
  #renewing: Promise<string> | null = null;
  #channel: BroadcastChannel | null = null;
  /** While the person leaves: `over` once the hub has said that the session is, which may come before its answer. */
  #leaving: { over: boolean } | null = null;

  account(): OwnAccount | null {
    const state = this.state.get();
    return state.status === 'signed-in' ? state.account : null;
  }

  /** Finds out once who is signed in; later calls answer what is known. Throws when the hub cannot be asked. */
  async restore(): Promise<SessionState> {
    if (this.state.get().status === 'unknown') {
      await this.token().catch((failure: unknown) => {
        if (!isCode(failure, ...GONE)) throw failure;
      });
    }
    return this.state.get();
  }

  /** A token that is good for a while. `refused`: the hub did not take this one, so get another. */
  async token(refused?: string): Promise<string> {
    if (this.state.get().status === 'signed-out') throw new ApiError('not-signed-in');
    const usable = this.#usable(refused);
    if (usable) return usable;
    this.#listen();
    this.#renewing ??= this.#renew(refused).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** Takes what a successful sign-in, registration or guest entry answered. */
  enter(session: Session): void {
    writeDemoPerson(null);
    this.#listen();
    this.#adopt(session, Date.parse(session.expiresAt));
    this.#tell({ said: 'entered', session, token: this.#token as Token });
  }

  accountChanged(account: OwnAccount): void {
    if (this.account()?.id === account.id) this.state.set({ status: 'signed-in', account });
  }

  /** Signs out here or everywhere, and takes this account's drafts and queue from the device; other accounts' stay. */
  async leave(everywhere = false): Promise<void> {
    const end = (token: string) => call('DELETE', everywhere ? '/api/sessions' : '/api/session', { token });
    await this.#leaveWith(readDemoPerson() ? null : end);
  }

  /** The same after the account itself was deleted; a refusal leaves everything as it is. */
  async deleteAccount(body: z.input<typeof deleteAccountInput>): Promise<void> {
    await this.#leaveWith((token) => call('POST', '/api/account/deletion', { token, body }));
  }

  async #leaveWith(end: ((token: string) => Promise<unknown>) | null): Promise<void> {
    const accountId = this.account()?.id;
    const leaving = (this.#leaving = { over: false });
    try {
      if (end) {
        await this.token()
          .then(end)
          .catch((failure: unknown) => {
            if (!leaving.over && !isCode(failure, ...GONE)) throw failure;
          });
      }
      if (accountId) await forget(databaseNameOf(accountId));
    } finally {
      this.#leaving = null;
    }
    this.ended(undefined);
  }

  /** The session is over (told by the hub, or left). What was written stays on the device for the next sign-in. */
  ended(why: FailureCode | undefined, tellOthers = true): void {
    if (this.#leaving) {
      // Whoever is leaving is not thrown out, and the page stays until the device has forgotten them.
      this.#leaving.over = true;
      return;
    }
    const account = this.account();
    this.#token = null;
    if (readDemoPerson()) writeDemoPerson(null);
    else writeSessionHint(false);
    if (account && tellOthers) this.#tell({ said: 'left', accountId: account.id, why });
    this.state.set({ status: 'signed-out', why });
  }

  #usable(refused?: string): string | null {
    const token = this.#token;
    return token && token.value !== refused && token.expiresAt - RENEW_BEFORE_MS > now() ? token.value : null;
  }

  async #renew(refused?: string): Promise<string> {
    const demoPerson = readDemoPerson();
    const renew = async (): Promise<string> => {
      // While this tab waited for its turn another one may have renewed and told us.
      const told = this.#usable(refused);
      if (told) return told;
      let skew = 0;
      const onServerTime = (ms: number) => {
        if (Number.isFinite(ms)) skew = now() - ms;
      };
      const session = demoPerson
        ? await call<Session>('POST', '/api/demo/open-as', { body: { personId: demoPerson }, onServerTime })
        : await call<Session>('POST', '/api/session/refresh', { onServerTime });
      this.#adopt(session, Date.parse(session.expiresAt) + skew);
      this.#tell({ said: 'entered', session, token: this.#token as Token });
      return session.accessToken;
    };
    try {
      return await (demoPerson ? renew() : exclusive('tertulia.renew', renew));
    } catch (failure) {
      if (failure instanceof ApiError && GONE.includes(failure.code)) {
        // Somebody who only looks in without a session has not been thrown out.
        this.ended(this.account() ? failure.code : undefined);
      }
      throw failure;
    }
  }

  #adopt(session: Session, expiresAt: number): void {
    this.#token = { value: session.accessToken, expiresAt };
    if (!readDemoPerson()) writeSessionHint(true);
    this.state.set({ status: 'signed-in', account: session.account });
  }

  #listen(): void {
    if (this.#channel || readDemoPerson() || typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel('tertulia.session');
    this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
  }

  #hear(word: Word): void {
    if (readDemoPerson()) return;
    const mine = this.account()?.id;
    if (word.said === 'left') {
      if (mine === word.accountId) this.ended(word.why, false);
    } else {
      // Possibly another account: then the whole tab goes with the browser; the queue it leaves stays on the device.
      this.#token = word.token;
      this.state.set({ status: 'signed-in', account: word.session.account });
    }
  }

  #tell(word: Word): void {
    if (!readDemoPerson()) this.#channel?.postMessage(word);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
  }
}

/** Other tabs that still have it open let go when they are told; nobody waits for a stubborn one. */
const forget = (database: string): Promise<void> =>
  new Promise((done) => {
    const request = indexedDB.deleteDatabase(database);
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });

export const session = new SessionStore();
