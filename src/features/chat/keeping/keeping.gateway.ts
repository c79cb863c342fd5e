import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { KeepingService } from './keeping.service.js';

/** What one writes and keeps. */
@LiveGateway()
export class KeepingGateway {
  constructor(private readonly keeping: KeepingService) {}

  @Command('chat:keep-draft', 'chat.keep-draft')
  keepDraft(actor: Actor, input: CommandParsed<'chat:keep-draft'>): Promise<CommandResult<'chat:keep-draft'>> {
    return this.keeping.keepDraft(actor, input);
  }

  @Command('chat:save', 'message.save')
  save(actor: Actor, input: CommandParsed<'chat:save'>): Promise<CommandResult<'chat:save'>> {
    return this.keeping.save(actor, input);
  }
}
