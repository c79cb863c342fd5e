import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import type { Limit } from '../../../platform/http/rate-limits.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { Captions } from './captions.js';

type Of<N extends 'way' | 'say' | 'hear'> = `captions:${N}`;

/** Nobody types or speaks faster for long. */
const SAYING: Limit = { points: 30, durationSec: 30 };
/** A piece lasts four seconds. */
const HEARING: Limit = { points: 20, durationSec: 60 };

@LiveGateway()
export class CaptionsGateway {
  constructor(private readonly captions: Captions) {}

  @Command('captions:way', 'stage.caption')
  way(actor: Actor, input: CommandParsed<Of<'way'>>): Promise<CommandResult<Of<'way'>>> {
    return this.captions.way(actor, input);
  }

  @Command('captions:say', 'stage.caption', { limit: SAYING })
  say(actor: Actor, input: CommandParsed<Of<'say'>>): Promise<CommandResult<Of<'say'>>> {
    return this.captions.say(actor, input);
  }

  @Command('captions:hear', 'stage.caption', { limit: HEARING })
  hear(actor: Actor, input: CommandParsed<Of<'hear'>>): Promise<CommandResult<Of<'hear'>>> {
    return this.captions.hear(actor, input);
  }
}
