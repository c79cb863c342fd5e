import type { CommandParsed, CommandResult, CommandName } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { Limit } from '../../platform/http/rate-limits.js';
import { Command, LiveGateway } from '../../platform/realtime/live-gateway.js';
import { StagePeople } from './stage-people.js';
import { StageFacts } from './stage-facts.js';
import { StageService } from './stage.service.js';
import { VoiceToAll } from './voice-to-all.js';

type Stage = Extract<CommandName, `stage:${string}`>;
type Input<N extends Stage> = CommandParsed<N>;
type Result<N extends Stage> = Promise<CommandResult<N>>;

/** Whoever's line breaks all the time comes again all the time. */
const COMING: Limit = { points: 60, durationSec: 60 };
const WAVING: Limit = { points: 20, durationSec: 10 };
const ASKING: Limit = { points: 30, durationSec: 60 };
const SAYING: Limit = { points: 20, durationSec: 60 };

/** The commands of the stage. */
@LiveGateway()
export class StageGateway {
  constructor(
    private readonly stage: StageService,
    private readonly people: StagePeople,
    private readonly settings: StageFacts,
    private readonly voice: VoiceToAll,
  ) {}

  @Command('stage:join', 'stage.join', { limit: COMING })
  join(actor: Actor, input: Input<'stage:join'>): Result<'stage:join'> {
    return this.stage.join(actor, input);
  }

  @Command('stage:open-transport', 'stage.join', { limit: COMING })
  openTransport(actor: Actor, input: Input<'stage:open-transport'>): Result<'stage:open-transport'> {
    return this.stage.openTransport(actor, input);
  }

  @Command('stage:connect-transport', 'stage.join')
  connectTransport(actor: Actor, input: Input<'stage:connect-transport'>): Result<'stage:connect-transport'> {
    return this.stage.connectTransport(actor, input);
  }

  @Command('stage:restart-ice', 'stage.join')
  restartIce(actor: Actor, input: Input<'stage:restart-ice'>): Result<'stage:restart-ice'> {
    return this.stage.restartIce(actor, input);
  }

  @Command('stage:send-track', 'stage.speak')
  sendTrack(actor: Actor, input: Input<'stage:send-track'>): Result<'stage:send-track'> {
    return this.stage.sendTrack(actor, input);
  }

  @Command('stage:set-track', 'stage.join')
  setTrack(actor: Actor, input: Input<'stage:set-track'>): Result<'stage:set-track'> {
    return this.stage.setTrack(actor, input);
  }

  @Command('stage:end-track', 'stage.join')
  endTrack(actor: Actor, input: Input<'stage:end-track'>): Result<'stage:end-track'> {
    return this.stage.endTrack(actor, input);
  }

  @Command('stage:receive-tracks', 'stage.join')
  receiveTracks(actor: Actor, input: Input<'stage:receive-tracks'>): Result<'stage:receive-tracks'> {
    return this.stage.receiveTracks(actor, input);
  }

  @Command('stage:set-consumers', 'stage.join')
  setConsumers(actor: Actor, input: Input<'stage:set-consumers'>): Result<'stage:set-consumers'> {
    return this.stage.setConsumers(actor, input);
  }

  @Command('stage:end-consumers', 'stage.join')
  endConsumers(actor: Actor, input: Input<'stage:end-consumers'>): Result<'stage:end-consumers'> {
    return this.stage.endConsumers(actor, input);
  }

  @Command('stage:leave', 'stage.join')
  leave(actor: Actor, input: Input<'stage:leave'>): Result<'stage:leave'> {
    return this.people.leave(actor, input);
  }

  @Command('stage:raise-hand', 'stage.raise-hand')
  raiseHand(actor: Actor, input: Input<'stage:raise-hand'>): Result<'stage:raise-hand'> {
    return this.people.raiseHand(actor, input);
  }

  @Command('stage:react', 'stage.react', { limit: WAVING })
  react(actor: Actor, input: Input<'stage:react'>): Result<'stage:react'> {
    return this.people.react(actor, input);
  }

  @Command('stage:check-in', 'stage.check-in')
  checkIn(actor: Actor, input: Input<'stage:check-in'>): Result<'stage:check-in'> {
    return this.people.checkIn(actor, input);
  }

  @Command('stage:say-quality', 'stage.join', { limit: SAYING })
  sayQuality(actor: Actor, input: Input<'stage:say-quality'>): Result<'stage:say-quality'> {
    return this.people.sayQuality(actor, input);
  }

  @Command('stage:mute', 'stage.mute-person')
  mute(actor: Actor, input: Input<'stage:mute'>): Result<'stage:mute'> {
    return this.people.mute(actor, input);
  }

  @Command('stage:ask', 'stage.ask', { limit: ASKING })
  ask(actor: Actor, input: Input<'stage:ask'>): Result<'stage:ask'> {
    return this.people.ask(actor, input);
  }

  @Command('stage:lower-hands', 'stage.lead')
  lowerHands(actor: Actor, input: Input<'stage:lower-hands'>): Result<'stage:lower-hands'> {
    return this.people.lowerHands(actor, input);
  }

  @Command('stage:remove', 'stage.remove-person')
  remove(actor: Actor, input: Input<'stage:remove'>): Result<'stage:remove'> {
    return this.people.remove(actor, input);
  }

  @Command('stage:speak-to-all', 'breakout.broadcast')
  speakToAll(actor: Actor, input: Input<'stage:speak-to-all'>): Result<'stage:speak-to-all'> {
    return this.voice.set(actor, input);
  }

  @Command('stage:set', 'stage.lead')
  set(actor: Actor, input: Input<'stage:set'>): Result<'stage:set'> {
    return this.settings.set(actor, input);
  }

  @Command('stage:pin', 'stage.lead')
  pin(actor: Actor, input: Input<'stage:pin'>): Result<'stage:pin'> {
    return this.settings.pin(actor, input);
  }

  @Command('stage:count-down', 'stage.lead')
  countDown(actor: Actor, input: Input<'stage:count-down'>): Result<'stage:count-down'> {
    return this.settings.countDown(actor, input);
  }

  @Command('stage:show-slides', 'stage.present')
  showSlides(actor: Actor, input: Input<'stage:show-slides'>): Result<'stage:show-slides'> {
    return this.settings.showSlides(actor, input);
  }

  @Command('stage:turn-page', 'stage.present')
  turnPage(actor: Actor, input: Input<'stage:turn-page'>): Result<'stage:turn-page'> {
    return this.settings.turnPage(actor, input);
  }
}
