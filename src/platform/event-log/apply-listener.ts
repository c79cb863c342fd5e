import { HUB } from '../actor/actor.js';
import type { Clock } from '../clock/clock.js';
import { sqlOf } from '../database/sql.js';
import { addJob } from '../jobs/jobs.js';
import { type Connections, sqlOfClient, type Transaction } from './connections.js';
import type { NewEvent, Projector, Reactor, StoredEvent } from './event-log.types.js';
import type { LogWriter } from './log-writer.js';
import type { SafePosition } from './safe-position.js';

/** What those who lead the listeners share with the log. */
export interface LogParts {
  readonly connections: Connections;
  readonly writer: LogWriter;
  readonly safe: SafePosition;
  readonly clock: Clock;
  readonly committed: (events: readonly StoredEvent[]) => void;
}

/** Effect of the events in the transaction. What it appended, which is returned, has to be published after the commit. */
export async function applyListener(
  listener: Projector | Reactor,
  { writer, clock }: LogParts,
  { client, manager }: Transaction,
  events: readonly StoredEvent[],
  replaying: boolean,
): Promise<StoredEvent[]> {
  const appended: StoredEvent[] = [];
  const sql = sqlOf(manager);
  if (listener.kind === 'reactor') {
    for (const event of events)
      for (const [index, { task, payload, queue }] of listener.jobs(event).entries()) {
        const key = `${listener.name}:${event.position}${index > 0 ? `:${index}` : ''}`;
        await addJob(sql, task, payload, { key, queue });
      }
    return appended;
  }
  const lock = async (streams: readonly string[]): Promise<void> => {
    if (!replaying && streams.length > 0) await writer.lock(client, '', streams, clock.now());
  };
  const append = async (facts: readonly NewEvent[]): Promise<void> => {
    if (replaying || facts.length === 0) return;
    const streams = facts.map(({ stream }) => stream);
    const draft = await writer.lock(client, '', streams, clock.now());
    for (const fact of facts) draft.append(fact, HUB);
    appended.push(...(await writer.write(sqlOfClient(client), draft)));
  };
  if (events.length > 0) await listener.apply({ sql, manager, lock, append }, events);
  return appended;
}
