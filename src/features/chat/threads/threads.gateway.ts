import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { ReadMarks } from '../read-marks.js';
import { ThreadsService } from './threads.service.js';

/** The commands about threads, questions and pins. */
@LiveGateway()
export class ThreadsGateway {
  constructor(
    private readonly threads: ThreadsService,
    private readonly marks: ReadMarks,
  ) {}

  @Command('chat:mark-answer', 'chat.mark-answer')
  markAnswer(actor: Actor, input: CommandParsed<'chat:mark-answer'>): Promise<CommandResult<'chat:mark-answer'>> {
    return this.threads.markAnswer(actor, input);
  }

  @Command('chat:thank', 'chat.thank')
  thank(actor: Actor, input: CommandParsed<'chat:thank'>): Promise<CommandResult<'chat:thank'>> {
    return this.threads.thank(actor, input);
  }

  @Command('chat:pin', 'chat.pin')
  pin(actor: Actor, input: CommandParsed<'chat:pin'>): Promise<CommandResult<'chat:pin'>> {
    return this.threads.pin(actor, input);
  }

  @Command('chat:read-thread', 'chat.read-mark')
  read(actor: Actor, input: CommandParsed<'chat:read-thread'>): Promise<CommandResult<'chat:read-thread'>> {
    return this.marks.readThread(actor, input);
  }

  @Command('chat:follow-thread', 'chat.follow-thread')
  follow(actor: Actor, input: CommandParsed<'chat:follow-thread'>): Promise<CommandResult<'chat:follow-thread'>> {
    return this.marks.follow(actor, input);
  }
}
