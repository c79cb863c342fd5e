import type { StageSignal } from '../../contract/stage.contract.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/ids/ids.js';
import type { MediaWorker } from './media-worker.js';
import type { MediaWorkers } from './media-workers.js';
import type { PeerMedia } from './peer-media.js';
import { elsewhere, notOnStage, notReady, stageFull } from './stage.errors.js';
import { StageMedia, type Track } from './stage-media.js';
import { StagePeer, type Coming } from './stage-peer.js';
import type { StageSignals } from './stage-signals.js';

/** A restarted hub knows no hands; those who come again at once may say since when theirs is up. */
const COMING_AGAIN_MS = 60_000;
const HAND_MAX_MS = 4 * 60 * 60_000;

/** What a stage needs of the house it stands in. */
export interface StageHouse {
  readonly workers: MediaWorkers;
  readonly signals: StageSignals;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly mostPeople: number;
  /** It has another epoch, or none. */
  moved(stage: Stage): void;
  /** Somebody came, or sends something else than before. */
  changed(stage: Stage): void;
  /** The last one has left. */
  ended(stage: Stage): void;
}

/** The stage of a room, while somebody is on it. */
export class Stage {
  /** By person: one device each. */
  readonly peers = new Map<string, StagePeer>();
  /** Of who speaks to all breakouts from the main room, where this is the stage of one. */
  voice: Track | null = null;
  readonly #began: number;
  /** Hands of those whose line broke. */
  readonly #hands = new Map<string, Date>();
  #media: StageMedia | null = null;
  #opening: Promise<StageMedia | null> | undefined;
  #closed = false;

  constructor(
    readonly roomId: string,
    private readonly house: StageHouse,
  ) {
    this.#began = house.clock.epochMs();
  }

  get epoch(): string | null {
    return this.#media?.epoch ?? null;
  }

  /** What carries it now, if anything does. */
  get carrier(): StageMedia | null {
    return this.#media;
  }

  get worker(): MediaWorker | undefined {
    return this.#media?.worker;
  }

  get signal(): StageSignal {
    return { video: this.house.workers.video, epoch: this.epoch };
  }

  /** The same device takes up where it was; another one takes the place of the former. */
  enter(coming: Coming, handSince: string | null): { peer: StagePeer; resumed: boolean } {
    const { id } = coming.card;
    const former = this.peers.get(id);
    if (former?.peerId === coming.peerId) {
      former.actor = coming.actor;
      former.awaySince = null;
      former.obey(coming.standing);
      return { peer: former, resumed: true };
    }
    if (former === undefined && this.peers.size >= this.house.mostPeople) throw stageFull();
    const { clock } = this.house;
    const told = { changed: (peer: StagePeer) => this.show(peer), now: () => clock.epochMs() };
    const peer = new StagePeer(coming, former?.since ?? clock.now(), told);
    peer.hand = former ? former.hand : this.handOf(id, handSince);
    peer.answer = former?.answer ?? null;
    this.#hands.delete(id);
    this.peers.set(id, peer);
    former?.close();
    this.show(peer);
    return { peer, resumed: false };
  }

  /** Somebody's device, or why it is none any more. */
  peer(personId: string, peerId: string): StagePeer {
    const peer = this.peers.get(personId);
    if (peer === undefined) throw notOnStage();
    if (peer.peerId !== peerId) throw elsewhere();
    return peer;
  }

  /** Off the stage. `lost`: without a word, so the hand is kept for a while. False where it was no more there. */
  drop(peer: StagePeer, lost = false): boolean {
    if (this.peers.get(peer.id) !== peer) return false;
    this.peers.delete(peer.id);
    peer.close();
    if (lost && peer.hand !== null) this.#hands.set(peer.id, peer.hand);
    this.house.signals.person(this.roomId, peer.id, null);
    if (peer.answer !== null) this.count();
    if (this.peers.size === 0) this.close();
    return true;
  }

  track(trackId: string): Track | undefined {
    for (const peer of this.peers.values()) {
      const track = peer.media?.tracks.get(trackId);
      if (track !== undefined) return track;
    }
    return this.voice?.id === trackId ? this.voice : undefined;
  }

  /** What carries it; null where nothing can now. */
  media(): Promise<StageMedia | null> {
    if (this.#media !== null) return Promise.resolve(this.#media);
    this.#opening ??= this.open().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async mediaOf(peer: StagePeer): Promise<PeerMedia> {
    const media = await this.media();
    if (media === null) throw notReady();
    if (this.peers.get(peer.id) !== peer) throw notOnStage();
    return peer.mediaOn(media);
  }

  show(peer: StagePeer): void {
    if (this.peers.get(peer.id) !== peer) return;
    this.house.signals.person(this.roomId, peer.id, peer.view());
    this.house.changed(this);
  }

  /** How many answered what to the check-in. */
  count(): void {
    const answers = [...this.peers.values()].map(({ answer }) => answer);
    const of = (one: string) => answers.filter((answer) => answer === one).length;
    this.house.signals.checkIn(this.roomId, { ready: of('ready'), slower: of('slower'), lost: of('lost') });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const peer of [...this.peers.values()]) this.drop(peer);
    this.#media?.close();
    this.#media = null;
    this.house.signals.speaking(this.roomId, []);
    this.house.ended(this);
  }

  private async open(): Promise<StageMedia | null> {
    const { workers, ids, signals } = this.house;
    const worker = await workers.acquire();
    if (worker === null || this.#closed) return null;
    try {
      const media = await StageMedia.open(ids.next(), worker, {
        speaking: (people) => signals.speaking(this.roomId, people),
        lost: () => this.lost(),
      });
      if (this.#closed) {
        media.close();
        return null;
      }
      this.#media = media;
      this.house.moved(this);
      return media;
    } catch {
      // The worker died meanwhile: the next look tries another.
      return null;
    }
  }

  // People stay; what they sent is gone until they have sent it again.
  private lost(): void {
    if (this.#closed) return;
    this.#media = null;
    this.house.moved(this);
    this.house.signals.speaking(this.roomId, []);
    for (const peer of this.peers.values()) this.show(peer);
    void this.media();
  }

  private handOf(personId: string, claimed: string | null): Date | null {
    const kept = this.#hands.get(personId);
    if (kept !== undefined) return kept;
    const now = this.house.clock.epochMs();
    const since = claimed === null ? NaN : Date.parse(claimed);
    const believed = now < this.#began + COMING_AGAIN_MS && since <= now && since > now - HAND_MAX_MS;
    return believed ? new Date(since) : null;
  }
}
