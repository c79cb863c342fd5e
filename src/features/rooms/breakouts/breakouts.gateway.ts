import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { OpenBreakouts } from './open-breakouts.js';
import { RunBreakouts } from './run-breakouts.js';
import { SeatPeople } from './seat-people.js';

/** The commands of breakouts, but for what is said into all of them: that is the chat's. */
@LiveGateway()
export class BreakoutsGateway {
  constructor(
    private readonly opening: OpenBreakouts,
    private readonly seats: SeatPeople,
    private readonly running: RunBreakouts,
  ) {}

  @Command('breakouts:open', 'breakout.lead')
  open(actor: Actor, input: CommandParsed<'breakouts:open'>): Promise<CommandResult<'breakouts:open'>> {
    return this.opening.open(actor, input);
  }

  @Command('breakouts:assign', 'breakout.lead')
  assign(actor: Actor, input: CommandParsed<'breakouts:assign'>): Promise<CommandResult<'breakouts:assign'>> {
    return this.seats.assign(actor, input);
  }

  @Command('breakouts:choose', 'breakout.choose')
  choose(actor: Actor, input: CommandParsed<'breakouts:choose'>): Promise<CommandResult<'breakouts:choose'>> {
    return this.seats.choose(actor, input);
  }

  @Command('breakouts:ask-help', 'breakout.ask-help')
  askHelp(actor: Actor, input: CommandParsed<'breakouts:ask-help'>): Promise<CommandResult<'breakouts:ask-help'>> {
    return this.running.askHelp(actor, input);
  }

  @Command('breakouts:settle-help', 'breakout.see-help')
  settleHelp(
    actor: Actor,
    input: CommandParsed<'breakouts:settle-help'>,
  ): Promise<CommandResult<'breakouts:settle-help'>> {
    return this.running.settleHelp(actor, input);
  }

  @Command('breakouts:extend', 'breakout.lead')
  extend(actor: Actor, input: CommandParsed<'breakouts:extend'>): Promise<CommandResult<'breakouts:extend'>> {
    return this.running.extend(actor, input);
  }

  @Command('breakouts:close', 'breakout.lead')
  close(actor: Actor, input: CommandParsed<'breakouts:close'>): Promise<CommandResult<'breakouts:close'>> {
    return this.running.close(actor, input);
  }
}
