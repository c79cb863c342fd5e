import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../platform/realtime/live-gateway.js';
import { ChatService } from './chat.service.js';

/** The commands of the chat. */
@LiveGateway()
export class ChatGateway {
  constructor(private readonly chat: ChatService) {}

  @Command('chat:post', 'chat.post')
  post(actor: Actor, input: CommandParsed<'chat:post'>): Promise<CommandResult<'chat:post'>> {
    return this.chat.post(actor, input);
  }

  @Command('chat:edit', 'chat.edit')
  edit(actor: Actor, input: CommandParsed<'chat:edit'>): Promise<CommandResult<'chat:edit'>> {
    return this.chat.edit(actor, input);
  }

  @Command('chat:delete', 'chat.delete')
  delete(actor: Actor, input: CommandParsed<'chat:delete'>): Promise<CommandResult<'chat:delete'>> {
    return this.chat.delete(actor, input);
  }

  @Command('chat:undo-delete', 'chat.undo-delete')
  undoDelete(actor: Actor, input: CommandParsed<'chat:undo-delete'>): Promise<CommandResult<'chat:undo-delete'>> {
    return this.chat.undoDelete(actor, input);
  }

  @Command('chat:react', 'chat.react')
  react(actor: Actor, input: CommandParsed<'chat:react'>): Promise<CommandResult<'chat:react'>> {
    return this.chat.react(actor, input);
  }

  @Command('chat:read', 'chat.read-mark')
  read(actor: Actor, input: CommandParsed<'chat:read'>): Promise<CommandResult<'chat:read'>> {
    return this.chat.read(actor, input);
  }
}
