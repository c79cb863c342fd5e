import type { Actor } from '../actor/actor.js';
import type { Clock } from '../clock/clock.js';
import { classify, constraintOf } from '../database/database-errors.js';
import { type Sql, sqlOf } from '../database/sql.js';
import { DomainError } from '../errors/domain-error.js';
import {
  type CommandKey,
  KEY_TAKEN,
  KnownKeys,
  isKept,
  type KeptKey,
  keyColumns,
  type Outcome,
} from './command-keys.js';
import { type Connections, LIMITS, sqlOfClient, troubleOf } from './connections.js';
import type { EventDefinitions, EventRow } from './event-definitions.js';
import type { Change, StoredEvent } from './event-log.types.js';
import { forgetPerson } from './forget-person.js';
import type { LogWriter } from './log-writer.js';

/** What became of a change, for those who wait for it. */
interface Hearing {
  committed(events: readonly StoredEvent[]): void;
  erased(streams: readonly string[]): void;
  /** The connection was lost on the way: whether it was stored nobody here knows. */
  inDoubt(streams: readonly string[]): void;
}

/** The cold door: one transaction of ordinary repositories over locked streams. */
export class ColdDoor {
  constructor(
    private readonly connections: Connections,
    private readonly writer: LogWriter,
    private readonly clock: Clock,
    private readonly tell: Hearing,
  ) {}

  async change<R>(
    actor: Actor,
    streams: readonly string[],
    key: CommandKey | null,
    work: (change: Change) => Promise<R>,
  ): Promise<R> {
    try {
      return await this.attempt(actor, streams, key, work);
    } catch (error) {
      // Another node, or a second request, was faster with the same key: its outcome is this one's.
      if (key !== null && constraintOf(error) === KEY_TAKEN) return this.attempt(actor, streams, key, work);
      if (key !== null && error instanceof DomainError && error.code !== 'key-reused')
        await this.keep(key, { ok: false, error });
      throw troubleOf(error) ?? error;
    }
  }

  private async attempt<R>(
    actor: Actor,
    streams: readonly string[],
    key: CommandKey | null,
    work: (change: Change) => Promise<R>,
  ): Promise<R> {
    const erased = new Set<string>();
    try {
      const { data, events } = await this.transaction(actor, streams, key, work, erased);
      if (erased.size > 0) this.tell.erased([...erased]);
      this.tell.committed(events);
      return data;
    } catch (error) {
      if (classify(error) === 'unavailable') {
        // Words that may be gone are not shown again: forgetting costs a look at the table.
        if (erased.size > 0) this.tell.erased([...erased]);
        this.tell.inDoubt([...streams, ...erased]);
      }
      throw error;
    }
  }

  private async transaction<R>(
    actor: Actor,
    streams: readonly string[],
    key: CommandKey | null,
    work: (change: Change) => Promise<R>,
    erased: Set<string>,
  ): Promise<{ data: R; events: readonly StoredEvent[] }> {
    const at = this.clock.now();
    return this.connections.transaction('READ COMMITTED', async ({ client, manager }) => {
      const draft = await this.writer.lock(client, `${LIMITS};`, streams, at);
      const own = sqlOfClient(client);
      const recalled = key === null ? undefined : (await KnownKeys.load(own, [key])).recall(key);
      if (recalled?.ok === false) throw recalled.error;
      if (recalled?.ok === true) return { data: recalled.data as R, events: [] };
      const sql = sqlOf(manager);
      const data = await work({
        manager,
        sql,
        at,
        append: (event) => ({ seq: draft.append(event, actor).seq }),
        erase: async (subject) => {
          for (const stream of await erase(sql, this.writer.definitions, subject, at)) erased.add(stream);
        },
        forgetPerson: async (person, after) => {
          const { streams, position } = await forgetPerson(sql, person, after);
          for (const stream of streams) erased.add(stream);
          return position;
        },
      });
      const kept: KeptKey[] = key === null ? [] : [{ ...key, outcome: { ok: true, data } }];
      return { data, events: await this.writer.write(own, draft, kept) };
    });
  }

  // The change itself was rolled back; its final refusal is what a retry must meet again.
  private async keep(key: CommandKey, outcome: Outcome): Promise<void> {
    if (!isKept(outcome)) return;
    await this.connections.connected(async (client) =>
      sqlOfClient(client).query(
        `insert into command_keys (account, key, command, input_hash, result, at)
         select account, key, command, hash, result, $1
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::jsonb[]) as k (account, key, command, hash, result)
         on conflict do nothing`,
        [this.clock.now(), ...keyColumns([{ ...key, outcome }])],
      ),
    );
  }
}

/** Takes the words out of all facts about the subject; the streams in which there were any. */
async function erase(sql: Sql, definitions: EventDefinitions, subject: string, at: Date): Promise<string[]> {
  const rows = await sql.query<Pick<EventRow, 'position' | 'stream' | 'type' | 'version' | 'payload'>>(
    `select position, stream, type, version, payload from events
     where subject = $1 and erased_at is null and type = any ($2::text[]) for update`,
    [subject, definitions.blankable()],
  );
  const blanked = rows.map((row) => definitions.blanked(row));
  await sql.query(
    `update events set payload = blank.payload, version = blank.version, erased_at = $1
     from unnest($2::bigint[], $3::int[], $4::jsonb[]) as blank (position, version, payload)
     where events.position = blank.position`,
    [
      at,
      rows.map(({ position }) => position),
      blanked.map(({ version }) => version),
      blanked.map(({ payload }) => JSON.stringify(payload)),
    ],
  );
  return rows.map(({ stream }) => stream);
}
