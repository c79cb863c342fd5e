import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../platform/realtime/live-gateway.js';
import { MinutesService } from './minutes.service.js';

/** The commands of minutes. */
@LiveGateway()
export class MinutesGateway {
  constructor(private readonly minutes: MinutesService) {}

  @Command('minutes:edit', 'minutes.edit')
  edit(actor: Actor, input: CommandParsed<'minutes:edit'>): Promise<CommandResult<'minutes:edit'>> {
    return this.minutes.edit(actor, input);
  }

  @Command('minutes:publish', 'minutes.publish')
  publish(actor: Actor, input: CommandParsed<'minutes:publish'>): Promise<CommandResult<'minutes:publish'>> {
    return this.minutes.publish(actor, input);
  }
}
