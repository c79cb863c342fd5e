import { Injectable } from '@nestjs/common';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock/clock.js';
import { personNotHere } from './stage.errors.js';
import { ranksBelow, type StageVerb } from './stage.policy.js';
import type { StagePeer } from './stage-peer.js';
import { StageSignals } from './stage-signals.js';
import { Stages } from './stages.js';
import { Standings, type Allowed } from './standings.js';

type About =
  `stage:${'leave' | 'raise-hand' | 'react' | 'check-in' | 'say-quality' | 'mute' | 'ask' | 'lower-hands' | 'remove'}`;
type Input<N extends About> = CommandParsed<N>;
type Result<N extends About> = Promise<CommandResult<N>>;

/** What people on the stage say without words, and how it is kept in order. Nothing of it needs to be found again. */
@Injectable()
export class StagePeople {
  constructor(
    private readonly stages: Stages,
    private readonly standings: Standings,
    private readonly signals: StageSignals,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async leave(actor: Actor, input: Input<'stage:leave'>): Result<'stage:leave'> {
    const { stage, peer } = await this.stages.peer(actor, input);
    this.stages.drop(stage, peer);
    return {};
  }

  async raiseHand(actor: Actor, input: Input<'stage:raise-hand'>): Result<'stage:raise-hand'> {
    await this.standings.require(actor, input.roomId, 'stage.raise-hand');
    const { stage, peer } = await this.stages.peer(actor, input);
    peer.hand = input.up ? (peer.hand ?? this.clock.now()) : null;
    stage.show(peer);
    return { hand: peer.hand?.toISOString() ?? null };
  }

  async react(actor: Actor, input: Input<'stage:react'>): Result<'stage:react'> {
    await this.standings.require(actor, input.roomId, 'stage.react');
    const { peer } = await this.stages.peer(actor, input);
    const at = this.clock.now().toISOString();
    this.signals.reaction(input.roomId, peer.id, { emoji: input.emoji, at });
    return {};
  }

  async checkIn(actor: Actor, input: Input<'stage:check-in'>): Result<'stage:check-in'> {
    await this.standings.require(actor, input.roomId, 'stage.check-in');
    const { stage, peer } = await this.stages.peer(actor, input);
    peer.answer = input.answer;
    stage.count();
    return {};
  }

  async sayQuality(actor: Actor, input: Input<'stage:say-quality'>): Result<'stage:say-quality'> {
    const { stage, peer } = await this.stages.peer(actor, input);
    peer.quality = input.quality;
    stage.show(peer);
    return {};
  }

  // --- order
  async mute(actor: Actor, { roomId, personId, source }: Input<'stage:mute'>): Result<'stage:mute'> {
    const standing = await this.may(actor, roomId, 'stage.mute-person', personId);
    const tracks = await Promise.all(this.whom(roomId, actor, standing, personId).map((peer) => peer.turnOff(source)));
    const muted = tracks.filter((count) => count > 0).length;
    if (standing.asStaff && muted > 0) {
      const whom = personId === null ? {} : { account: personId };
      await this.audit.record(actor, { deed: 'room.stage-muted', room: roomId, ...whom, details: { source, muted } });
    }
    return { muted };
  }

  async ask(actor: Actor, { roomId, personId, source }: Input<'stage:ask'>): Result<'stage:ask'> {
    const standing = await this.may(actor, roomId, 'stage.ask', personId);
    if (standing.card === null || !this.stages.of(roomId)?.peers.has(personId)) throw personNotHere();
    this.signals.asked(roomId, personId, { by: standing.card, source, at: this.clock.now().toISOString() });
    return {};
  }

  async lowerHands(actor: Actor, { roomId, personId }: Input<'stage:lower-hands'>): Result<'stage:lower-hands'> {
    await this.may(actor, roomId, 'stage.lead', null);
    const stage = this.stages.of(roomId);
    const peers = [...(stage?.peers.values() ?? [])].filter(
      ({ id, hand }) => hand !== null && (personId === null || id === personId),
    );
    for (const peer of peers) {
      peer.hand = null;
      stage?.show(peer);
    }
    return { lowered: peers.length };
  }

  async remove(actor: Actor, { roomId, personId }: Input<'stage:remove'>): Result<'stage:remove'> {
    const { asStaff } = await this.may(actor, roomId, 'stage.remove-person', personId);
    const stage = this.stages.of(roomId);
    const peer = stage?.peers.get(personId);
    if (stage === undefined || peer === undefined) return {};
    this.stages.drop(stage, peer);
    if (asStaff) await this.audit.record(actor, { deed: 'room.stage-removed', room: roomId, account: personId });
    return {};
  }

  private may(actor: Actor, roomId: string, verb: StageVerb, personId: string | null): Promise<Allowed> {
    return this.standings.require(actor, roomId, verb, personId ?? undefined);
  }

  // Everybody is everybody below the one who asks, and for platform staff without a role everybody.
  private whom(roomId: string, actor: Actor, { role }: Allowed, personId: string | null): StagePeer[] {
    const peers = [...(this.stages.of(roomId)?.peers.values() ?? [])];
    if (personId !== null) return peers.filter(({ id }) => id === personId);
    return peers.filter((peer) => peer.id !== actor.accountId && (role === null || ranksBelow(peer.role, role)));
  }
}
