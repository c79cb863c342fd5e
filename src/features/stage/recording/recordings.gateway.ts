import type { CommandParsed, CommandResult } from '../../../contract/realtime.contract.js';
import type { Actor } from '../../../platform/actor/actor.js';
import type { Limit } from '../../../platform/http/rate-limits.js';
import { Command, LiveGateway } from '../../../platform/realtime/live-gateway.js';
import { Recordings } from './recordings.js';

type Name = `recordings:${'ask' | 'answer' | 'pause' | 'end' | 'delete' | 'leave-out'}`;
type Input<N extends Name> = CommandParsed<N>;
type Result<N extends Name> = Promise<CommandResult<N>>;

const DECIDING: Limit = { points: 20, durationSec: 60 };

/** The commands about recordings. */
@LiveGateway()
export class RecordingsGateway {
  constructor(private readonly recordings: Recordings) {}

  @Command('recordings:ask', 'recording.lead', { limit: DECIDING })
  ask(actor: Actor, input: Input<'recordings:ask'>): Result<'recordings:ask'> {
    return this.recordings.ask(actor, input);
  }

  @Command('recordings:answer', 'recording.answer', { limit: DECIDING })
  answer(actor: Actor, input: Input<'recordings:answer'>): Result<'recordings:answer'> {
    return this.recordings.answer(actor, input);
  }

  @Command('recordings:pause', 'recording.lead', { limit: DECIDING })
  pause(actor: Actor, input: Input<'recordings:pause'>): Result<'recordings:pause'> {
    return this.recordings.pause(actor, input);
  }

  @Command('recordings:end', 'recording.end')
  end(actor: Actor, input: Input<'recordings:end'>): Result<'recordings:end'> {
    return this.recordings.end(actor, input);
  }

  @Command('recordings:delete', 'recording.delete')
  delete(actor: Actor, input: Input<'recordings:delete'>): Result<'recordings:delete'> {
    return this.recordings.delete(actor, input);
  }

  @Command('recordings:leave-out', 'recording.leave-out')
  leaveOut(actor: Actor, input: Input<'recordings:leave-out'>): Result<'recordings:leave-out'> {
    return this.recordings.leaveOut(actor, input);
  }
}
