import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { JudgeMessages } from './judge-messages.js';
import { ReportsService } from './reports.service.js';

@LiveGateway()
export class ReportsGateway {
  constructor(
    private readonly reports: ReportsService,
    private readonly judging: JudgeMessages,
  ) {}

  @Command('chat:report', 'report.make')
  report(actor: Actor, input: CommandParsed<'chat:report'>): Promise<CommandResult<'chat:report'>> {
    return this.reports.report(actor, input);
  }

  @Command('chat:hide', 'chat.hide')
  hide(actor: Actor, input: CommandParsed<'chat:hide'>): Promise<CommandResult<'chat:hide'>> {
    return this.judging.hide(actor, input);
  }

  @Command('chat:show', 'chat.hide')
  show(actor: Actor, input: CommandParsed<'chat:show'>): Promise<CommandResult<'chat:show'>> {
    return this.judging.show(actor, input);
  }

  @Command('chat:settle-reports', 'report.handle')
  settle(actor: Actor, input: CommandParsed<'chat:settle-reports'>): Promise<CommandResult<'chat:settle-reports'>> {
    return this.judging.settleReports(actor, input);
  }
}
