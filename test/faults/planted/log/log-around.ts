import { Injectable, type Type } from '@nestjs/common';
import type { Actor } from '../../../../src/platform/actor/actor.js';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import type { HotCommand } from '../../../../src/platform/event-log/event-log.types.js';

/** Something before or after a command goes through the hot door. */
export type Around = <R>(input: unknown, append: () => Promise<R>) => Promise<R>;

export function logAround(around: Around): Type<EventLog> {
  @Injectable()
  class LogAround extends EventLog {
    override append<I, R>(
      command: HotCommand<I, R>,
      actor: Actor,
      stream: string,
      input: I,
      key: string | null,
    ): Promise<R> {
      return around(input, () => super.append(command, actor, stream, input, key));
    }
  }
  return LogAround;
}
