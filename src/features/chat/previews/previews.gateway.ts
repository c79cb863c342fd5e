import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { Previews } from './previews.js';

@LiveGateway()
export class PreviewsGateway {
  constructor(private readonly previews: Previews) {}

  @Command('chat:remove-preview', 'chat.remove-preview')
  remove(actor: Actor, input: CommandParsed<'chat:remove-preview'>): Promise<CommandResult<'chat:remove-preview'>> {
    return this.previews.remove(actor, input);
  }
}
