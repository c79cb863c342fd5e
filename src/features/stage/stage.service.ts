import { Injectable } from '@nestjs/common';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { RoomsService } from '../rooms/rooms.service.js';
import { MediaWorkers } from './media-workers.js';
import type { PeerMedia } from './peer-media.js';
import { assertAllowed, notOnStage } from './stage.errors.js';
import type { Stage } from './stage.js';
import { onRefusalOf, verbOf } from './stage.policy.js';
import type { StagePeer } from './stage-peer.js';
import { Stages } from './stages.js';
import { Standings } from './standings.js';
import { RecordedMeetings } from './recording/recorded-meetings.js';
import { MediaWays } from './worker/media-ways.js';

type Media =
  `stage:${'join' | 'open-transport' | 'connect-transport' | 'restart-ice' | 'send-track' | 'set-track' | 'end-track' | 'receive-tracks' | 'set-consumers' | 'end-consumers'}`;
type Input<N extends Media> = CommandParsed<N>;
type Result<N extends Media> = Promise<CommandResult<N>>;
interface OnStage {
  readonly roomId: string;
  readonly peerId: string;
}

/** How a device comes onto the stage, and what it sends and receives there. */
@Injectable()
export class StageService {
  constructor(
    private readonly stages: Stages,
    private readonly standings: Standings,
    private readonly workers: MediaWorkers,
    private readonly ways: MediaWays,
    /** What was recorded, and what is being recorded. */
    readonly recordings: RecordedMeetings,
    private readonly rooms: RoomsService,
  ) {}

  async join(actor: Actor, { roomId, peerId, hand }: Input<'stage:join'>): Result<'stage:join'> {
    const standing = await this.standings.require(actor, roomId, 'stage.join');
    const { card, role } = standing;
    if (card === null || role === null) throw notOnStage();
    const { stage, peer, resumed } = this.stages.enter(roomId, { actor, peerId, standing, card, role }, hand);
    const meeting = this.rooms.gathered(roomId).catch((error: unknown) => {
      // Whoever is refused is not there; who was there before stays.
      if (!resumed) this.stages.drop(stage, peer);
      throw error;
    });
    const [media] = await Promise.all([stage.media(), meeting]);
    return {
      resumed,
      epoch: media?.epoch ?? null,
      video: this.workers.video,
      codecs: media?.codecs ?? null,
      iceServers: media === null ? [] : this.ways.iceServers(actor.accountId),
    };
  }

  // --- lines
  openTransport(actor: Actor, input: Input<'stage:open-transport'>): Result<'stage:open-transport'> {
    return this.inTurn(actor, input, (media) => media.open(input));
  }

  async connectTransport(actor: Actor, input: Input<'stage:connect-transport'>): Result<'stage:connect-transport'> {
    await this.inTurn(actor, input, (media) => media.connect(input.transportId, input.dtlsParameters));
    return {};
  }

  restartIce(actor: Actor, input: Input<'stage:restart-ice'>): Result<'stage:restart-ice'> {
    return this.inTurn(actor, input, async (media) => ({ iceParameters: await media.restartIce(input.transportId) }));
  }

  // --- what one sends: asked again each time, since it is what others see and hear
  async sendTrack(actor: Actor, input: Input<'stage:send-track'>): Result<'stage:send-track'> {
    const standing = await this.standings.require(actor, input.roomId, verbOf(input.source));
    if (input.on) assertAllowed(onRefusalOf(input.source, actor, standing));
    return this.inTurn(actor, input, async (media, peer) => {
      peer.obey(standing);
      return { trackId: (await peer.send(media, input)).id };
    });
  }

  async setTrack(actor: Actor, input: Input<'stage:set-track'>): Result<'stage:set-track'> {
    const standing = input.on ? await this.standings.require(actor, input.roomId, 'stage.join') : undefined;
    await this.inTurn(actor, input, (media, peer) => {
      if (standing !== undefined) peer.obey(standing);
      return peer.turn(media, media.own(input.trackId), input.on);
    });
    return {};
  }

  async endTrack(actor: Actor, input: Input<'stage:end-track'>): Result<'stage:end-track'> {
    await this.inTurn(actor, input, async (media) => media.own(input.trackId).producer.close());
    return {};
  }

  // --- what one receives
  receiveTracks(actor: Actor, input: Input<'stage:receive-tracks'>): Result<'stage:receive-tracks'> {
    return this.inTurn(actor, input, async (media, { id }, stage) => {
      const tracks = input.trackIds.flatMap((trackId) => stage.track(trackId) ?? []);
      return { consumers: await media.heard.receive(tracks.filter(({ personId }) => personId !== id)) };
    });
  }

  async setConsumers(actor: Actor, input: Input<'stage:set-consumers'>): Result<'stage:set-consumers'> {
    await this.inTurn(actor, input, (media) => media.heard.set(input.consumers));
    return {};
  }

  async endConsumers(actor: Actor, input: Input<'stage:end-consumers'>): Result<'stage:end-consumers'> {
    await this.inTurn(actor, input, async (media) => media.heard.end(input.consumerIds));
    return {};
  }

  private async inTurn<T>(
    actor: Actor,
    on: OnStage,
    work: (media: PeerMedia, peer: StagePeer, stage: Stage) => Promise<T>,
  ): Promise<T> {
    const { stage, peer } = await this.stages.peer(actor, on);
    return peer.turns.run(async () => work(await stage.mediaOf(peer), peer, stage));
  }
}
