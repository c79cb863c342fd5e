import { MAX_WATCHED_STREAMS } from '@contract/limits.js';
import type { Frame, LiveEvent, Moved, Position, SignalBatch } from '@contract/realtime.contract.js';
import { isCode } from '../api/api-error.js';
import { Store } from '../session/store.js';
import type { Connection, Receiver } from './connection.js';

export type Signals = Readonly<Record<string, unknown>>;
const NO_SIGNALS: Signals = {};

export interface Follower {
  /** Loads what is shown and says at which position it was read; null follows from the head. Called again after a `resync`. */
  snapshot(): Promise<Position | null>;
  /** Events in order of seq, each once, without holes. */
  apply(events: readonly LiveEvent[], epoch: number): void;
  /** The first snapshot is there, or it failed, or this person may not follow (any more). */
  changed?(state: FollowingState, failure?: unknown): void;
}
export type FollowingState = 'loading' | 'live' | 'failed' | 'closed';

interface Following {
  readonly stream: string;
  readonly follower: Follower;
  position: Position | null;
  /** Each (re)opening is one turn: what belongs to an earlier one is dropped. */
  turn: number;
  /** Only from `asking` on is what is shown of a known position, so that frames go on from it. */
  phase: 'loading' | 'failed' | 'asking' | 'live';
  gaps: number;
  timer?: ReturnType<typeof setTimeout>;
}

const RETRY_MS = 2_000;
/** So many holes in a row without progress: positions do not help any more, a snapshot does. */
const MOST_GAPS = 3;

/** Everything this window follows: opened streams event by event, watched ones by how far they got. */
export class Streams {
  readonly #followings = new Map<string, Following>();
  readonly #signals = new Map<string, Store<Signals>>();
  readonly #stale = new Set<string>();
  readonly #watchers = new Set<readonly string[]>();
  readonly #moveListeners = new Set<(moved: readonly Moved[]) => void>();
  #watchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly connection: () => Connection) {}

  /** Follows one stream until the returned function is called. A stream has one follower in a window. */
  follow(stream: string, follower: Follower): { close(): void; reload(): void } {
    if (this.#followings.has(stream)) throw new Error(`${stream} is already followed here`);
    const following: Following = { stream, follower, position: null, turn: 0, phase: 'loading', gaps: 0 };
    this.#followings.set(stream, following);
    void this.#open(following);
    return { close: () => this.#close(following), reload: () => this.#reload(following) };
  }

  /** The current signals of a followed stream: whole values under their keys. */
  signals(stream: string): Store<Signals> {
    const known = this.#signals.get(stream);
    if (known) return known;
    const made = new Store<Signals>(NO_SIGNALS);
    this.#signals.set(stream, made);
    return made;
  }

  /** Wants to hear that these streams moved; several lists add up. Returns how to stop. */
  watch(streams: readonly string[]): () => void {
    this.#watchers.add(streams);
    this.#watchSoon();
    return () => {
      this.#watchers.delete(streams);
      this.#watchSoon();
    };
  }

  onMoved(listener: (moved: readonly Moved[]) => void): () => void {
    this.#moveListeners.add(listener);
    return () => this.#moveListeners.delete(listener);
  }

  /** What the connection calls. */
  readonly receiver: Receiver = {
    online: () => {
      for (const following of this.#followings.values()) if (following.phase !== 'loading') void this.#open(following);
      if (this.#watchers.size > 0) this.#watchSoon();
    },
    frame: (frame) => this.#frame(frame),
    moved: (moved) => this.#moved(moved),
    signals: (batch) => this.#batch(batch),
    closed: (stream, reason) => {
      const following = this.#followings.get(stream);
      if (!following) return;
      if (reason === 'resync') this.#reload(following);
      else this.#refused(following);
    },
  };

  close(): void {
    clearTimeout(this.#watchTimer);
    this.#watchers.clear();
    for (const following of [...this.#followings.values()]) this.#forget(following);
  }

  async #open(following: Following): Promise<void> {
    const turn = ++following.turn;
    const { stream, follower } = following;
    clearTimeout(following.timer);
    try {
      for (let again = true; again;) {
        following.phase = 'loading';
        following.position ??= await follower.snapshot();
        if (turn !== following.turn) return;
        following.phase = 'asking';
        // Coming online opens it.
        if (this.connection().state.get() !== 'online') return;
        this.#stale.add(stream);
        const after = following.position ?? undefined;
        const { head, resync } = await this.connection().ask('stream:open', { stream, after });
        if (turn !== following.turn) return;
        if (resync) following.position = null;
        else following.position ??= head;
        again = resync;
      }
      following.phase = 'live';
      // No values at all come as no batch at all.
      following.timer = setTimeout(() => this.#stale.has(stream) && this.#batch({ stream, values: {} }), RETRY_MS);
      follower.changed?.('live');
    } catch (failure) {
      if (turn !== following.turn) return;
      const loaded = following.phase !== 'loading';
      following.phase = loaded ? 'asking' : 'failed';
      if (isCode(failure, 'not-allowed', 'not-found', 'rooms/banned')) return this.#refused(following, failure);
      // A lost connection opens everything again by itself; anything else is tried again unless there is nothing to show yet.
      if (loaded) following.timer = setTimeout(() => void this.#open(following), RETRY_MS);
      else follower.changed?.('failed', failure);
    }
  }

  #reload(following: Following): void {
    // Whoever may not follow any more, or does not want to, does not come back by a late wish.
    if (this.#followings.get(following.stream) !== following) return;
    following.position = null;
    following.gaps = 0;
    following.follower.changed?.('loading');
    void this.#open(following);
  }

  #frame({ stream, epoch, events }: Frame): void {
    const following = this.#followings.get(stream);
    const [first] = events;
    if (!following || !first || following.phase === 'loading' || following.phase === 'failed') return;
    const at = (following.position ??= { epoch, seq: first.seq - 1 });
    if (epoch !== at.epoch) return this.#reload(following);
    const fresh = events.filter(({ seq }) => seq > at.seq);
    if (!fresh[0]) return;
    if (fresh[0].seq !== at.seq + 1) {
      // While the stream is being opened what is missing is already on its way.
      if (following.phase === 'asking') return;
      following.gaps += 1;
      if (following.gaps >= MOST_GAPS) this.#reload(following);
      else void this.#open(following);
      return;
    }
    following.gaps = 0;
    following.position = { epoch, seq: at.seq + fresh.length };
    following.follower.apply(fresh, epoch);
  }

  /** The first batch after (re)opening brings all current values; later ones only what changed. */
  #batch({ stream, values }: SignalBatch): void {
    const store = this.signals(stream);
    const before = this.#stale.delete(stream) ? NO_SIGNALS : store.get();
    store.set(Object.fromEntries(Object.entries({ ...before, ...values }).filter(([, value]) => value !== null)));
  }

  #moved(moved: readonly Moved[]): void {
    if (moved.length > 0) for (const tell of this.#moveListeners) tell(moved);
  }

  /** Lists come and go together while a page changes: one command for all of it. */
  #watchSoon(): void {
    clearTimeout(this.#watchTimer);
    this.#watchTimer = setTimeout(() => {
      if (this.connection().state.get() !== 'online') return;
      const streams = [...new Set([...this.#watchers].flat())].slice(0, MAX_WATCHED_STREAMS);
      this.connection()
        .ask('stream:watch', { streams })
        .then(({ heads }) => this.#moved(heads))
        // Without an answer the connection is gone, and coming back watches again; a refusal is tried again later.
        .catch(() => {
          if (this.#watchers.size > 0) this.#watchTimer = setTimeout(() => this.#watchSoon(), RETRY_MS * 5);
        });
    }, 20);
  }

  #close(following: Following): void {
    if (this.#followings.get(following.stream) !== following) return;
    this.#forget(following);
    const connection = this.connection();
    // Not worth waiting for: the hub closes what a lost socket had open.
    if (connection.state.get() === 'online')
      connection.ask('stream:close', { stream: following.stream }).catch(() => null);
  }

  #refused(following: Following, failure?: unknown): void {
    this.#forget(following);
    following.follower.changed?.('closed', failure);
  }

  #forget(following: Following): void {
    following.turn += 1;
    clearTimeout(following.timer);
    this.#followings.delete(following.stream);
    this.signals(following.stream).set(NO_SIGNALS);
    this.#stale.delete(following.stream);
  }
}
