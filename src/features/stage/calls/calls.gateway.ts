import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import type { Limit } from '../../../platform/http/rate-limits.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { Calls } from './calls.js';

/** Nobody is rung all day long. */
const RINGING: Limit = { points: 12, durationSec: 600 };

@LiveGateway()
export class CallsGateway {
  constructor(private readonly calls: Calls) {}

  @Command('calls:ring', 'stage.ring', { limit: RINGING })
  ring(actor: Actor, input: CommandParsed<'calls:ring'>): Promise<CommandResult<'calls:ring'>> {
    return this.calls.ring(actor, input);
  }

  @Command('calls:answer', 'stage.join')
  answer(actor: Actor, input: CommandParsed<'calls:answer'>): Promise<CommandResult<'calls:answer'>> {
    return this.calls.answer(actor, input);
  }
}
