import { io, type Socket } from 'socket.io-client';
import { PROTOCOL } from '@contract/limits.js';
import type {
  Acknowledgement,
  Bye,
  CommandInput,
  CommandName,
  CommandResult,
  ServerToClient,
} from '@contract/realtime.contract.js';
import { ApiError, isCode, type FailureCode } from '../api/api-error.js';
import { now, random } from '../session/device.js';
import { Store } from '../session/store.js';
import { reconnectDelay, refusalOf, type Refusal } from './coming-back.js';

export type ConnectionState =
  | 'connecting'
  | 'online'
  | 'reconnecting'
  | 'offline'
  /** The hub speaks a newer protocol: reload. */
  | 'outdated'
  /** Signed out or suspended; nothing comes back by itself. */
  | 'ended';

/** What the hub says, handed on in order. */
export interface Receiver extends Omit<ServerToClient, 'bye'> {
  online(): void;
}
interface ConnectionOptions {
  /** A token that is still good; `refused` is one that the hub did not take. */
  token(refused?: string): Promise<string>;
  onEnded(why: FailureCode): void;
  receiver: Receiver;
  url?: string;
}

type Commands = Record<string, (input: unknown, acknowledge: (answer: Acknowledgement<unknown>) => void) => void>;
type HubSocket = Socket<ServerToClient, Commands>;

const ANSWER_MS = 10_000;
const DIAL_MS = 8_000;
/** A connection that lasted this long was a good one: the next loss starts from short delays again. */
const STEADY_MS = 10_000;
const OFFLINE_AFTER = 5;

/** The one socket of this window. It comes back by itself until it is closed, outdated or the session has ended. */
export class Connection {
  readonly state = new Store<ConnectionState>('connecting');
  #socket: HubSocket | null = null;
  #attempt = 0;
  #dialling = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasOnline = false;
  #onlineSince: number | undefined;
  #awaySince: number | undefined;
  #refusedToken: string | undefined;

  constructor(private readonly options: ConnectionOptions) {}

  open(): void {
    globalThis.addEventListener?.('online', this.retryNow);
    globalThis.addEventListener?.('offline', this.#networkGone);
    globalThis.document?.addEventListener('visibilitychange', this.#seen);
    void this.#dial();
  }

  /** Idempotent; what still waits for an answer fails with `no-answer`. */
  close(): void {
    globalThis.removeEventListener?.('online', this.retryNow);
    globalThis.removeEventListener?.('offline', this.#networkGone);
    globalThis.document?.removeEventListener('visibilitychange', this.#seen);
    this.#stop('ended');
  }

  /** Does not wait for the next attempt. */
  readonly retryNow = (): void => {
    if (this.#socket || this.#dialling || this.#final()) return;
    clearTimeout(this.#timer);
    void this.#dial();
  };

  /** Sends a command and waits for its answer, first for the connection if need be. Fails with an ApiError. */
  async ask<N extends CommandName>(name: N, input: CommandInput<N>, timeoutMs = ANSWER_MS): Promise<CommandResult<N>> {
    const socket = await this.#online(timeoutMs);
    const answer = await socket
      .timeout(timeoutMs)
      .emitWithAck(name, input)
      .catch(() => {
        throw new ApiError('no-answer');
      });
    if (!answer.ok) throw ApiError.of(answer.error);
    return answer.data as CommandResult<N>;
  }

  /** A signal: not acknowledged, dropped when there is no connection. */
  signal(stream: string, name: 'typing', value: unknown): void {
    if (this.#socket?.connected) this.#socket.volatile.emit('signal:set', { stream, name, value }, () => undefined);
  }

  async #dial(): Promise<void> {
    if (this.#socket || this.#dialling || this.#final()) return;
    this.#dialling = true;
    try {
      const token = await this.options.token(this.#refusedToken);
      if (!this.#final()) this.#plug(token);
    } catch (failure) {
      if (isCode(failure, 'not-signed-in', 'accounts/session-reused', 'accounts/banned')) this.#stop('ended');
      else this.#later();
    } finally {
      this.#dialling = false;
    }
  }

  #plug(token: string): void {
    const socket: HubSocket = io(this.options.url ?? '/', {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: DIAL_MS,
      auth: { token, protocol: PROTOCOL },
    });
    this.#socket = socket;
    const { receiver } = this.options;
    socket.on('connect', () => {
      this.#refusedToken = undefined;
      this.#wasOnline = true;
      this.#onlineSince = now();
      this.state.set('online');
      receiver.online();
    });
    socket.on('connect_error', (error) => this.#refused(refusalOf(error), token));
    socket.on('disconnect', () => this.#lost());
    socket.on('bye', (bye) => this.#dismissed(bye));
    socket.on('frame', (frame) => receiver.frame(frame));
    socket.on('moved', (streams) => receiver.moved(streams));
    socket.on('signals', (batch) => receiver.signals(batch));
    socket.on('closed', (stream, reason) => receiver.closed(stream, reason));
  }

  #unplug(): void {
    this.#socket?.removeAllListeners();
    this.#socket?.disconnect();
    this.#socket = null;
  }

  #refused({ code, retryInMs }: Refusal, token: string): void {
    if (code === 'old-client') return this.#stop('outdated');
    if (code === 'accounts/banned') return this.#end(code);
    if (code === 'not-signed-in') this.#refusedToken = token;
    this.#lost(retryInMs);
  }

  #lost(retryInMs?: number): void {
    this.#unplug();
    const since = this.#onlineSince;
    this.#onlineSince = undefined;
    // An attempt that failed was no connection at all: the next one waits longer.
    if (since !== undefined && now() - since > STEADY_MS) {
      this.#attempt = 0;
      this.#awaySince = undefined;
    }
    this.#later(retryInMs);
  }

  #later(retryInMs?: number): void {
    if (this.#final()) return;
    const first = !this.#wasOnline && this.#attempt === 0;
    const offline = globalThis.navigator?.onLine === false || this.#attempt >= OFFLINE_AFTER;
    this.state.set(offline ? 'offline' : first ? 'connecting' : 'reconnecting');
    this.#awaySince ??= now();
    const delay = retryInMs
      ? retryInMs * (0.5 + random())
      : reconnectDelay(this.#attempt, random(), now() - this.#awaySince);
    this.#attempt += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#dial(), delay);
  }

  #dismissed({ reason, retryInMs }: Bye): void {
    if (reason === 'old-client') this.#stop('outdated');
    else if (reason === 'signed-out') this.#end('not-signed-in');
    else if (reason === 'banned') this.#end('accounts/banned');
    else this.#lost(retryInMs ?? undefined);
  }

  #end(why: FailureCode): void {
    this.#stop('ended');
    this.options.onEnded(why);
  }

  #stop(state: 'outdated' | 'ended'): void {
    clearTimeout(this.#timer);
    this.#unplug();
    this.state.set(state);
  }

  #final(): boolean {
    return this.state.get() === 'outdated' || this.state.get() === 'ended';
  }

  /** The system lost its network: the socket may look alive for a minute more. The hub may also be this very machine. */
  readonly #networkGone = (): void => {
    if (this.#socket) this.#lost();
  };

  readonly #seen = (): void => {
    if (document.visibilityState === 'visible') this.retryNow();
  };

  #online(timeoutMs: number): Promise<HubSocket> {
    const socket = this.#socket;
    if (socket?.connected) return Promise.resolve(socket);
    if (this.state.get() === 'outdated') return Promise.reject(new ApiError('old-client'));
    if (this.#final()) return Promise.reject(new ApiError('not-signed-in'));
    return new Promise((found, gaveUp) => {
      const settle = () => {
        const state = this.state.get();
        if (state !== 'online' && !this.#final()) return;
        stop();
        if (this.#socket?.connected) found(this.#socket);
        else gaveUp(new ApiError(state === 'outdated' ? 'old-client' : 'not-signed-in'));
      };
      const unsubscribe = this.state.subscribe(settle);
      const timer = setTimeout(() => {
        stop();
        gaveUp(new ApiError('offline'));
      }, timeoutMs);
      const stop = () => {
        clearTimeout(timer);
        unsubscribe();
      };
    });
  }
}
