import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Ids } from '../../platform/ids/ids.js';
import { Rounds } from '../../platform/observability/rounds.js';
import { more, Seldom } from '../../platform/observability/seldom.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { MediaWorkers } from './media-workers.js';
import { notOnStage, onAnotherServer } from './stage.errors.js';
import { Stage, type StageHouse } from './stage.js';
import { refusalOf } from './stage.policy.js';
import type { Coming, StagePeer } from './stage-peer.js';
import { placeKey, StageRepository, type Standing, type Whom } from './stage.repository.js';
import { StageSignals } from './stage-signals.js';
import { Standings } from './standings.js';

/** People on one stage: a setting of ours, not of mediasoup. */
const PEOPLE_MAX = 300;
/** Whoever has no socket for so long has gone without a word. */
const GONE_MS = 15_000;
const SWEEP_MS = 1_000;
const LOOK_MS = 5_000;

interface OnStage {
  readonly roomId: string;
  readonly peerId: string;
}

/**
 * The stages of this node, by room. Memberships, roles, locks, sessions and sockets change from many sides, so nothing is counted
 * up and down: whoever may have changed is looked at again, and in any case every few seconds.
 */
@Injectable()
export class Stages implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(Stages.name);
  readonly #seldom = new Seldom();
  readonly #stages = new Map<string, Stage>();
  /** Rooms that somebody here has open, with who. */
  readonly #present = new Map<string, Set<string>>();
  /** Rooms of which something is said. */
  readonly #said = new Set<string>();
  readonly #house: StageHouse;
  readonly #rounds: readonly Rounds[];
  readonly #left = new Set<(roomId: string, personId: string | null) => void>();
  readonly #changed = new Set<(stage: Stage) => void>();
  #toLookAt = new Set<string>();
  #looking: Promise<void> | undefined;
  #closed = false;

  constructor(
    private readonly workers: MediaWorkers,
    private readonly signals: StageSignals,
    private readonly repository: StageRepository,
    private readonly standings: Standings,
    private readonly clock: Clock,
    ids: Ids,
    rooms: RoomsService,
  ) {
    const moved = ({ roomId }: Stage) => this.say(roomId);
    const ended = (stage: Stage) => this.ended(stage);
    const changed = (stage: Stage) => this.#changed.forEach((listener) => listener(stage));
    this.#house = { workers, signals, clock, ids, mostPeople: PEOPLE_MAX, moved, changed, ended };
    const rounds = (everyMs: number, round: () => Promise<void>) =>
      new Rounds(clock, { name: Stages.name, failed: 'Stages could not be looked at', everyMs, round });
    this.#rounds = [rounds(SWEEP_MS, () => this.sweep()), rounds(LOOK_MS, () => this.lookAtAll())];
    workers.onChange(() => this.workersChanged());
    rooms.onPresence({
      opened: (roomId, personId) => this.opened(roomId, personId),
      closed: (roomId, personId) => this.closed(roomId, personId),
    });
  }

  onApplicationBootstrap(): void {
    for (const rounds of this.#rounds) rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.#closed = true;
    for (const rounds of this.#rounds) await rounds.stop();
    await this.#looking;
    for (const stage of this.all) stage.close();
  }

  get all(): readonly Stage[] {
    return [...this.#stages.values()];
  }

  of(roomId: string): Stage | undefined {
    return this.#stages.get(roomId);
  }

  /** Somebody left the stage of a room; null: all have. Not while the hub shuts down, from which people come back. */
  onLeft(listener: (roomId: string, personId: string | null) => void): void {
    this.#left.add(listener);
  }

  /** Who is there, or what they send, is another now. */
  onChange(listener: (stage: Stage) => void): void {
    this.#changed.add(listener);
  }

  enter(roomId: string, coming: Coming, hand: string | null): { stage: Stage; peer: StagePeer; resumed: boolean } {
    const known = this.#stages.get(roomId);
    if (known === undefined && this.signals.isElsewhere(roomId)) throw onAnotherServer();
    const stage = known ?? new Stage(roomId, this.#house);
    const entered = stage.enter(coming, hand);
    this.#stages.set(roomId, stage);
    if (known === undefined) this.say(roomId);
    if (!this.isPresent(roomId, coming.card.id)) entered.peer.awaySince = this.clock.epochMs();
    return { stage, ...entered };
  }

  /** The device that asks, or why it is none. Whoever is on the stage was let in, and is off it as soon as that is no longer so. */
  async peer(actor: Actor, { roomId, peerId }: OnStage): Promise<{ stage: Stage; peer: StagePeer }> {
    if (!this.#stages.get(roomId)?.peers.has(actor.accountId))
      await this.standings.require(actor, roomId, 'stage.join');
    const stage = this.#stages.get(roomId);
    if (stage === undefined) throw notOnStage();
    return { stage, peer: stage.peer(actor.accountId, peerId) };
  }

  drop(stage: Stage, peer: StagePeer, lost = false): void {
    if (stage.drop(peer, lost) && stage.peers.size > 0) this.tellLeft(stage.roomId, peer.id);
  }

  /** Everybody off the stage. */
  clear(roomId: string): void {
    this.#stages.get(roomId)?.close();
  }

  /** What may have changed in this room is true on its stage afterwards. */
  async look(roomId: string): Promise<void> {
    if (!this.#stages.has(roomId)) return;
    this.#toLookAt.add(roomId);
    this.#looking ??= this.lookAtThem();
    await this.#looking;
  }

  lookFor(personId: string): void {
    for (const stage of this.all) if (stage.peers.has(personId)) void this.look(stage.roomId);
  }

  private async lookAtAll(): Promise<void> {
    await Promise.all(this.all.map(({ roomId }) => this.look(roomId)));
  }

  private async lookAtThem(): Promise<void> {
    while (this.#toLookAt.size > 0) {
      const stages = [...this.#toLookAt].flatMap((roomId) => this.#stages.get(roomId) ?? []);
      this.#toLookAt = new Set();
      try {
        await this.agree(stages);
      } catch (error) {
        // The next round asks again.
        this.#seldom.say('look', this.clock.monotonic(), (unsaid) =>
          this.#logger.warn({ msg: `A stage could not be looked at: ${String(error)}`, ...more(unsaid) }),
        );
      }
    }
    // In the same breath as the last question whether there is more: who comes later begins anew.
    this.#looking = undefined;
  }

  private async agree(stages: readonly Stage[]): Promise<void> {
    const here = stages.flatMap((stage) => [...stage.peers.values()].map((peer) => ({ stage, peer })));
    const whom = here.map(({ stage, peer }): Whom => ({
      roomId: stage.roomId,
      personId: peer.id,
      sessionId: peer.actor.byToken ? null : peer.actor.sessionId,
    }));
    if (whom.length === 0) return;
    const standings = await this.repository.standings(whom, this.clock.now());
    for (const { stage, peer } of here) this.agreeOn(stage, peer, standings.get(placeKey(stage.roomId, peer.id)));
  }

  private agreeOn(stage: Stage, peer: StagePeer, standing: Standing | undefined): void {
    const stays = standing?.signedIn && refusalOf('stage.join', peer.actor, standing) === null;
    if (!stays || standing.card === null || standing.role === null) return this.drop(stage, peer);
    Object.assign(peer, { card: standing.card, role: standing.role });
    peer.obey(standing);
    stage.show(peer);
  }

  // --- sockets
  private opened(roomId: string, personId: string): void {
    const people = this.#present.get(roomId) ?? new Set();
    this.#present.set(roomId, people.add(personId));
    const peer = this.#stages.get(roomId)?.peers.get(personId);
    if (peer !== undefined) peer.awaySince = null;
    if (people.size === 1) this.say(roomId);
  }

  private closed(roomId: string, personId: string): void {
    const people = this.#present.get(roomId);
    people?.delete(personId);
    if (people?.size === 0) this.#present.delete(roomId);
    const peer = this.#stages.get(roomId)?.peers.get(personId);
    if (peer !== undefined) peer.awaySince = this.clock.epochMs();
    // Perhaps they were signed out, and then not even the grace is theirs.
    if (peer !== undefined && !this.#closed) void this.look(roomId);
    this.say(roomId);
  }

  private isPresent(roomId: string, personId: string): boolean {
    return this.#present.get(roomId)?.has(personId) === true;
  }

  private async sweep(): Promise<void> {
    const now = this.clock.epochMs();
    for (const stage of this.all) {
      for (const peer of [...stage.peers.values()]) {
        if (peer.awaySince !== null && now >= peer.awaySince + GONE_MS) this.drop(stage, peer, true);
        else peer.media?.sweep();
      }
    }
    // What could not be opened when it was wanted.
    if (this.workers.video === 'ready') await Promise.all(this.all.map((stage) => stage.media()));
  }

  // --- what everybody knows of it
  private workersChanged(): void {
    for (const roomId of new Set([...this.#stages.keys(), ...this.#present.keys()])) this.say(roomId);
    if (this.workers.video === 'ready') for (const stage of this.all) void stage.media();
  }

  /** Where nothing is said, video is ready and nobody is on the stage. */
  private say(roomId: string): void {
    const { video } = this.workers;
    const told = video !== 'ready' && this.#present.has(roomId);
    const signal = this.#stages.get(roomId)?.signal ?? (told ? { video, epoch: null } : null);
    // Rooms are opened and closed all the time, and mostly there is nothing to say of it.
    if (signal !== null) this.#said.add(roomId);
    else if (!this.#said.delete(roomId)) return;
    this.signals.stage(roomId, signal);
  }

  private ended(stage: Stage): void {
    this.#stages.delete(stage.roomId);
    this.say(stage.roomId);
    this.tellLeft(stage.roomId, null);
  }

  private tellLeft(roomId: string, personId: string | null): void {
    if (!this.#closed) for (const listener of this.#left) listener(roomId, personId);
  }
}
