import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { Rounds } from '../../platform/observability/rounds.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { roomIdOf } from '../rooms/rooms.events.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { notOnStage, voiceTaken } from './stage.errors.js';
import { accepted, type StageMedia, type Track } from './stage-media.js';
import type { StagePeer } from './stage-peer.js';
import { StageSignals } from './stage-signals.js';
import { Stages } from './stages.js';
import { Turns } from './turns.js';

/** A stage opens in a breakout, a worker dies, breakouts close: looked at again and again while somebody speaks. */
const LOOK_MS = 1_000;

/** The voice as it is on the stage of one breakout. */
interface Piped {
  readonly on: StageMedia;
  /** The microphone it comes from. */
  readonly of: Track;
  readonly track: Track;
}
interface Speaking {
  readonly actor: Actor;
  readonly peer: StagePeer;
  /** By breakout; null where nobody is on the stage. */
  readonly rooms: Map<string, Piped | null>;
}
type Input = CommandParsed<'stage:speak-to-all'>;

/** One person on the stage of a main room is heard in all its breakouts: their microphone, piped into the stage of each. */
@Injectable()
export class VoiceToAll implements OnApplicationBootstrap, OnModuleDestroy {
  /** By main room. */
  readonly #speaking = new Map<string, Speaking>();
  readonly #turns = new Turns();
  readonly #rounds: Rounds;

  constructor(
    private readonly stages: Stages,
    private readonly rooms: RoomsService,
    private readonly signals: StageSignals,
    realtime: Realtime,
    clock: Clock,
  ) {
    const round = () => this.look();
    this.#rounds = new Rounds(clock, {
      ...{ name: VoiceToAll.name, failed: 'A voice for all breakouts could not be looked at' },
      ...{ everyMs: LOOK_MS, round },
    });
    stages.onLeft((roomId, personId) => {
      const { peer } = this.#speaking.get(roomId) ?? {};
      if (peer !== undefined && (personId === null || personId === peer.id)) this.end(roomId);
    });
    for (const type of ['breakouts.closed', 'rooms.role-changed'] as const)
      realtime.onEvent(type, ({ stream }) => {
        if (this.#speaking.has(roomIdOf(stream))) void this.#rounds.now();
      });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#rounds.stop();
    for (const roomId of [...this.#speaking.keys()]) this.end(roomId);
  }

  /** Whoever speaks stops, or begins; answers in how many breakouts they are heard. */
  async set(actor: Actor, { roomId, on }: Input): Promise<CommandResult<'stage:speak-to-all'>> {
    const rooms = await this.rooms.breakouts.heardIn(actor, roomId);
    const before = this.#speaking.get(roomId);
    if (!on) {
      if (before?.peer.id === actor.accountId) this.end(roomId);
      return { rooms: 0 };
    }
    const peer = this.stages.of(roomId)?.peers.get(actor.accountId);
    if (peer === undefined) throw notOnStage();
    if (before !== undefined && before.peer.id !== actor.accountId) throw voiceTaken();
    if (before?.peer !== peer) {
      this.end(roomId);
      this.#speaking.set(roomId, { actor, peer, rooms: new Map(rooms.map((id) => [id, null])) });
    }
    await this.look();
    return { rooms: rooms.length };
  }

  private look(): Promise<void> {
    if (this.#speaking.size === 0) return Promise.resolve();
    return this.#turns.run(async () => {
      for (const [roomId, speaking] of [...this.#speaking]) await this.agree(roomId, speaking);
    });
  }

  // Who may no more, or is on the stage with another device, speaks no more.
  private async agree(roomId: string, speaking: Speaking): Promise<void> {
    const { actor, peer } = speaking;
    const heardIn = await this.rooms.breakouts.heardIn(actor, roomId).catch((error: unknown) => {
      if (error instanceof DomainError) return null;
      throw error;
    });
    if (this.#speaking.get(roomId) !== speaking) return;
    if (heardIn === null || this.stages.of(roomId)?.peers.get(peer.id) !== peer) return this.end(roomId);
    this.signals.voice(roomId, { person: peer.card, trackId: null });
    for (const breakout of speaking.rooms.keys()) await this.bring(breakout, speaking);
    if (this.#speaking.get(roomId) !== speaking) this.takeAway(roomId, speaking);
  }

  private async bring(breakout: string, { peer, rooms }: Speaking): Promise<void> {
    const stage = this.stages.of(breakout);
    const [from, to] = [peer.media, stage?.carrier ?? null];
    const [of] = from?.ofSource('microphone') ?? [];
    const had = rooms.get(breakout) ?? null;
    const stays = had !== null && had.on === to && had.of === of && !had.track.producer.closed;
    if (!stays) {
      had?.track.producer.close();
      const piped = from && of && to ? await pipe(from.media, of, to) : null;
      rooms.set(breakout, piped);
      if (stage !== undefined) stage.voice = piped?.track ?? null;
    }
    this.signals.voice(breakout, { person: peer.card, trackId: rooms.get(breakout)?.track.id ?? null });
  }

  private end(roomId: string): void {
    const speaking = this.#speaking.get(roomId);
    if (!this.#speaking.delete(roomId) || speaking === undefined) return;
    this.takeAway(roomId, speaking);
  }

  private takeAway(roomId: string, { rooms }: Speaking): void {
    for (const [breakout, piped] of rooms) {
      piped?.track.producer.close();
      const stage = this.stages.of(breakout);
      if (stage !== undefined) stage.voice = null;
      this.signals.voice(breakout, null);
    }
    this.signals.voice(roomId, null);
  }
}

/** Null where one of the two went meanwhile: the next look tries again. */
async function pipe(from: StageMedia, of: Track, to: StageMedia): Promise<Piped | null> {
  try {
    const { pipeProducer } = await accepted(to, () =>
      from.router.pipeToRouter({ producerId: of.id, router: to.router, keepId: false, enableSctp: false }),
    );
    if (pipeProducer === undefined) return null;
    return { on: to, of, track: { ...of, id: pipeProducer.id, producer: pipeProducer } };
  } catch {
    return null;
  }
}
