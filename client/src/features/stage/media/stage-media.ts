import type { StagePerson, StageSignal, SpeakingSignal, VoiceSignal } from '@contract/stage.contract.js';
import type { CommandResult } from '@contract/realtime.contract.js';
import { isCode } from '../../../lib/api/api-error.js';
import { newId } from '../../../lib/session/device.js';
import { Store } from '../../../lib/session/store.js';
import { Incoming } from './incoming.js';
import { LineWatch } from './line-watch.js';
import { Mending } from './mending.js';
import { Outgoing } from './outgoing.js';
import { peopleOnStage, samePeople } from './people.js';
import type { StageMediaParts, StageScreen } from './stage-screen.js';
import type { OnStage, Sfu } from './sfu.js';

type Joined = CommandResult<'stage:join'>;

const AGAIN_MS = 1_000;
const MOST_TRIES = 6;
const FINAL = ['stage/full', 'stage/let-in-first', 'not-allowed', 'not-found', 'rooms/banned'] as const;

/** One device on the stage of one room: comes in, stays through breaks of the network, leaves. Free of React. */
export class StageMedia {
  readonly screen = new Store<StageScreen>({
    phase: 'joining',
    video: 'ready',
    quality: null,
    soundOnly: false,
    narrow: false,
  });
  readonly people = new Store<readonly StagePerson[]>([]);
  readonly outgoing: Outgoing;
  readonly incoming: Incoming;
  readonly onStage: OnStage;
  readonly #line: LineWatch;
  readonly #mending: Mending;
  readonly #stops: (() => void)[] = [];
  #sfu: Sfu | null = null;
  #epoch: string | null = null;
  #hand: string | null = null;
  /** The hub has shown this device to everybody since it came in: from then on not being shown means something. */
  #shown = false;
  #coming: Promise<void> | null = null;
  #anew = false;
  /** The last word about the stage when this device came in. */
  #known: unknown;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly parts: StageMediaParts) {
    const { roomId, live, devices, notify } = parts;
    this.onStage = { roomId, peerId: newId() };
    const { ask, accountId: me } = live;
    this.outgoing = new Outgoing({ ask, onStage: this.onStage, devices, notify });
    this.incoming = new Incoming({ ask, onStage: this.onStage, me, onLost: (failure) => this.#lost(failure) });
    this.#line = new LineWatch({
      ...{ ask, onStage: this.onStage, outgoing: this.outgoing, incoming: this.incoming },
      tell: (told) => this.#set(told),
    });
    this.#mending = new Mending({
      may: () => live.connection.state.get() === 'online' && this.screen.get().phase === 'on',
      anew: () => {
        this.#anew = true;
        this.#return();
      },
      failed: (failure) => this.#lost(failure),
    });
  }

  /** Fails when the stage cannot be entered at all; from then on it mends itself. */
  async join(): Promise<void> {
    const { connection } = this.parts.live;
    const signals = this.#signals();
    const { tracks } = this.incoming;
    this.#stops.push(
      signals.subscribe(() => this.#heard()),
      connection.state.subscribe(() => {
        if (connection.state.get() === 'online') this.#return();
        else if (this.screen.get().phase === 'on') this.#set({ phase: 'returning' });
      }),
      tracks.subscribe(() => this.#play()),
    );
    try {
      await this.#enter();
    } catch (failure) {
      this.#close();
      throw failure;
    }
  }

  /** Idempotent: hardware off, nothing is received, the hub is told. */
  leave(): void {
    if (this.screen.get().phase === 'off') return;
    this.#close();
    const { connection, ask } = this.parts.live;
    // Without a connection the hub finds out by itself.
    if (connection.state.get() === 'online') ask('stage:leave', this.onStage).catch(() => null);
  }

  setSoundOnly(soundOnly: boolean): void {
    this.#set({ soundOnly });
    this.#line.setSoundOnly(soundOnly);
  }

  async #enter(): Promise<void> {
    this.#shown = false;
    const joined = await this.parts.live.ask('stage:join', { ...this.onStage, hand: this.#hand });
    if (this.screen.get().phase === 'off') return;
    const same = joined.resumed && !this.#anew && joined.epoch === this.#epoch && this.#sfu !== null;
    if (same) await this.#takeUp();
    else await this.#begin(joined);
    this.#tries = 0;
    this.#known = this.#signals().get()['stage'];
    this.#set({ phase: 'on', video: joined.video });
    this.#heard();
  }

  /** The hub kept everything: only the ways there may be other ones. */
  async #takeUp(): Promise<void> {
    await Promise.all([this.#sfu?.reconnect(), this.outgoing.retell()]);
    this.incoming.retell();
  }

  async #begin({ epoch, codecs, iceServers }: Joined): Promise<void> {
    this.#anew = false;
    this.#shut();
    const { ask } = this.parts.live;
    const onTrouble = () => void (this.#sfu && this.#mending.mend(this.#sfu));
    const sfu = codecs && (await this.parts.openSfu({ ask, onStage: this.onStage, codecs, iceServers, onTrouble }));
    if (this.screen.get().phase === 'off') return sfu?.close();
    this.#epoch = epoch;
    this.#sfu = sfu;
    this.#line.watch(sfu);
    this.incoming.restart(sfu);
    await this.outgoing.restart(sfu);
  }

  /** After a break, or when the hub's side was made anew. One at a time; a second wish meanwhile is kept. */
  #return(): void {
    clearTimeout(this.#timer);
    const { phase } = this.screen.get();
    if (phase === 'off' || phase === 'joining') return;
    this.#set({ phase: 'returning' });
    const before = this.#coming ?? Promise.resolve();
    const coming = before
      .then(() => (this.screen.get().phase === 'returning' ? this.#enter() : undefined))
      .catch((failure: unknown) => this.#lost(failure))
      .finally(() => {
        if (this.#coming === coming) this.#coming = null;
      });
    this.#coming = coming;
  }

  #lost(failure: unknown): void {
    if (this.screen.get().phase === 'off') return;
    // The connection comes back by itself, and with it all the rest.
    if (isCode(failure, 'offline', 'no-answer')) return;
    if (isCode(failure, 'stage/elsewhere')) return this.#dismissed('elsewhere');
    if (isCode(failure, ...FINAL)) return this.#givenUp(failure);
    // The hub has let go of what this device thought it had.
    this.#anew ||= isCode(failure, 'stage/no-such-track', 'stage/not-on-stage');
    this.#tries += 1;
    if (this.#tries > MOST_TRIES) return this.#givenUp(failure);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#return(), AGAIN_MS * this.#tries);
  }

  #givenUp(failure: unknown): void {
    this.parts.notify({ kind: 'refused', failure });
    this.leave();
  }

  #heard(): void {
    const { accountId } = this.parts.live;
    const signals = this.#signals().get();
    const people = peopleOnStage(signals, accountId);
    if (!samePeople(people, this.people.get())) {
      this.people.set(people);
      this.incoming.people(people);
    }
    const speaking = signals['speaking'] as SpeakingSignal | undefined;
    this.incoming.speaking((speaking?.people ?? []).map(({ personId }) => personId));
    this.incoming.fromMain((signals['voice-to-all'] as VoiceSignal | undefined)?.trackId ?? null);
    if (this.screen.get().phase !== 'on') return;
    const stage = signals['stage'] as StageSignal | undefined;
    if (stage) {
      this.#set({ video: stage.video });
      // What was said before one came in may be older than the answer to that.
      if (stage !== this.#known && stage.video === 'ready' && stage.epoch !== this.#epoch) return this.#return();
    }
    this.#heardOfMe(people.find(({ person }) => person.id === accountId));
  }

  #heardOfMe(me: StagePerson | undefined): void {
    if (me && me.peerId !== this.onStage.peerId) {
      // Before this device is shown the former one may still be.
      if (this.#shown) this.#dismissed('elsewhere');
      return;
    }
    if (!me) {
      if (this.#shown) this.#dismissed('removed');
      return;
    }
    this.#shown = true;
    this.#hand = me.hand;
    this.outgoing.heard(me);
  }

  #dismissed(kind: 'elsewhere' | 'removed'): void {
    this.parts.notify({ kind });
    this.#close();
  }

  #signals() {
    return this.parts.live.streams.signals(`room:${this.onStage.roomId}`);
  }

  #play(): void {
    const all = [...this.incoming.tracks.get()];
    this.parts.voices.play(new Map(all.filter(([, track]) => track.kind === 'audio')));
  }

  #close(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#stops.splice(0)) stop();
    this.#line.watch(null);
    this.outgoing.close();
    this.incoming.close();
    this.parts.voices.close();
    this.parts.devices.close();
    this.#shut();
    this.#set({ phase: 'off' });
  }

  #shut(): void {
    this.#mending.forget();
    this.#sfu?.close();
    this.#sfu = null;
  }

  #set(change: Partial<StageScreen>): void {
    this.screen.set({ ...this.screen.get(), ...change });
  }
}
