import { MAX_TRACKS_AT_ONCE } from '@contract/limits.js';
import type { StagePerson } from '@contract/stage.contract.js';
import { isCode } from '../../../lib/api/api-error.js';
import { Store } from '../../../lib/session/store.js';
import type { Live } from '../../../lib/streams/live.js';
import type { OnStage, ReceivedTrack, Sfu } from './sfu.js';
import { sameWish, wishesFor, type Reach, type Wish } from './subscriptions.js';

type Received = ReceivedTrack & { told: Wish };
/** Consumers begin paused. */
const NOT_WANTED: Wish = { on: false, layer: null, priority: 1 };
/** The hub may or may not have heard: equal to no wish. */
const UNSURE: Wish = { on: false, layer: null, priority: 0 };
/** What changes together is told together, and long before the second in which what is out of sight must cost nothing. */
const SOON_MS = 120;
const AGAIN_MS = 2_000;
/** Kept ready though it is not wanted now: who scrolls back sees it at once. */
const MOST_KEPT = 100;

interface IncomingParts {
  readonly ask: Live['ask'];
  readonly onStage: OnStage;
  readonly me: string;
  /** The hub knows nothing of this device any more. */
  readonly onLost: (failure: unknown) => void;
}

/** What this device receives: every voice, and the pictures that are in sight, as large as they are shown. */
export class Incoming {
  /** Tracks by their id, playable. */
  readonly tracks = new Store<ReadonlyMap<string, MediaStreamTrack>>(new Map());
  #sfu: Sfu | null = null;
  #people: readonly StagePerson[] = [];
  #spoke: readonly string[] = [];
  #fromMain: string | null = null;
  #reach: Reach = 'all';
  readonly #shown = new Map<string, number>();
  readonly #received = new Map<string, Received>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settling = false;
  #closed = false;

  constructor(private readonly parts: IncomingParts) {}

  /** Everything is received anew through this; null while there is nothing to receive through. */
  restart(sfu: Sfu | null): void {
    this.#sfu = sfu;
    this.#received.clear();
    this.#tell();
    this.#soon();
  }

  /** The hub may have missed the last wishes. */
  retell(): void {
    for (const received of this.#received.values()) received.told = UNSURE;
    this.#soon();
  }

  people(people: readonly StagePerson[]): void {
    this.#people = people;
    this.#soon();
  }

  /** Who speaks now, the loudest first: voices that were heard lately come before the others. */
  speaking(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#spoke = [...ids, ...this.#spoke.filter((id) => !ids.includes(id))].slice(0, 100);
    this.#soon();
  }

  /** The track of who speaks to all breakouts; null: nobody does. */
  fromMain(trackId: string | null): void {
    if (trackId === this.#fromMain) return;
    this.#fromMain = trackId;
    this.#soon();
  }

  reach(reach: Reach): void {
    this.#reach = reach;
    this.#soon();
  }

  /** A picture came into sight at this width in pixels of the screen, or went out of it (0). */
  show(trackId: string, width: number): void {
    if (width > 0) this.#shown.set(trackId, width);
    else this.#shown.delete(trackId);
    this.#soon();
  }

  /** Tracks of the pictures that ought to come: asked for, on, and of somebody who has not said that their own line is poor. */
  awaited(): ReadonlySet<string> {
    const pictures = this.#people
      .filter(({ quality }) => quality !== 'poor')
      .flatMap(({ camera, screens }) => [camera, ...screens.map(({ video }) => video)])
      .flatMap((track) => (track?.on && this.#received.get(track.trackId)?.told.on ? [track.trackId] : []));
    return new Set(pictures.flatMap((trackId) => this.#received.get(trackId)?.track.id ?? []));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#received.clear();
    this.#tell();
  }

  #soon(ms = SOON_MS): void {
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#settle();
    }, ms);
  }

  async #settle(): Promise<void> {
    if (this.#settling) return this.#soon();
    const sfu = this.#sfu;
    if (!sfu || this.#closed) return;
    this.#settling = true;
    try {
      this.#forgetEnded();
      const wishes = this.#wishes();
      const missing = [...wishes.keys()].filter((trackId) => !this.#received.has(trackId));
      for (const trackIds of chunks(missing, MAX_TRACKS_AT_ONCE))
        for (const received of await sfu.receive(trackIds)) {
          if (sfu === this.#sfu) this.#received.set(received.trackId, { ...received, told: NOT_WANTED });
          else received.close();
        }
      if (sfu !== this.#sfu || this.#closed) return;
      if (missing.length > 0) this.#tell();
      await this.#tellHub(this.#wishes());
      await this.#letGo();
    } catch (failure) {
      if (sfu !== this.#sfu || this.#closed) return;
      // The hub carries no more now: what flows goes on, the rest is asked for again.
      if (!isCode(failure, 'stage/full')) this.parts.onLost(failure);
      this.#soon(AGAIN_MS);
    } finally {
      this.#settling = false;
    }
  }

  #wishes(): Map<string, Wish> {
    return wishesFor({
      people: this.#people,
      me: this.parts.me,
      shown: this.#shown,
      spoke: this.#spoke,
      fromMain: this.#fromMain,
      reach: this.#reach,
    });
  }

  async #tellHub(wishes: ReadonlyMap<string, Wish>): Promise<void> {
    const changed = [...this.#received.values()].flatMap((received) => {
      const wish = wishes.get(received.trackId) ?? NOT_WANTED;
      return sameWish(received.told, wish) ? [] : [{ received, wish }];
    });
    const { ask, onStage } = this.parts;
    for (const some of chunks(changed, MAX_TRACKS_AT_ONCE)) {
      for (const { received } of some) received.told = UNSURE;
      await ask('stage:set-consumers', {
        ...onStage,
        consumers: some.map(({ received, wish }) => ({ consumerId: received.consumerId, ...wish })),
      });
      for (const { received, wish } of some) received.told = wish;
    }
    if (changed.length > 0) this.#tell();
  }

  async #letGo(): Promise<void> {
    if (this.#received.size <= MOST_KEPT) return;
    const idle = [...this.#received.values()].filter(({ told }) => !told.on).slice(0, MAX_TRACKS_AT_ONCE);
    for (const received of idle) {
      received.close();
      this.#received.delete(received.trackId);
    }
    this.#tell();
    const { ask, onStage } = this.parts;
    const consumerIds = idle.map(({ consumerId }) => consumerId);
    if (consumerIds.length > 0) await ask('stage:end-consumers', { ...onStage, consumerIds });
  }

  #forgetEnded(): void {
    const there = new Set([this.#fromMain, ...this.#people.flatMap(trackIdsOf)]);
    let gone = 0;
    for (const [trackId, received] of this.#received) {
      if (there.has(trackId)) continue;
      received.close();
      this.#received.delete(trackId);
      gone += 1;
    }
    if (gone > 0) this.#tell();
  }

  /** A picture in sight that the line does not carry would stand still: there a face is better. */
  #tell(): void {
    const given = [...this.#received].filter(
      ([trackId, { track, told }]) => track.kind === 'audio' || told.on || told === UNSURE || !this.#shown.has(trackId),
    );
    this.tracks.set(new Map(given.map(([trackId, { track }]) => [trackId, track])));
  }
}

const trackIdsOf = ({ microphone, camera, screens }: StagePerson): string[] =>
  [microphone, camera, ...screens.flatMap(({ video, audio }) => [video, audio])].flatMap((track) =>
    track ? [track.trackId] : [],
  );

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
