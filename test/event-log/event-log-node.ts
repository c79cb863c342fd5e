import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { HUB, type Actor } from '../../src/platform/actor/actor.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { DatabaseWatch } from '../../src/platform/database/database-watch.js';
import { DiskWatch } from '../../src/platform/database/disk-watch.js';
import { type Sql, sqlOf } from '../../src/platform/database/sql.js';
import { EventLog } from '../../src/platform/event-log/event-log.js';
import type {
  EventDefinition,
  HotCommand,
  NewEvent,
  StatePart,
  StoredEvent,
} from '../../src/platform/event-log/event-log.types.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { Ids } from '../../src/platform/ids/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

// The failures of these tests are planted.
Logger.overrideLogger(false);

const ids = new Ids(new Clock());
export const newId = (): string => ids.next();
export const newRoom = (): string => `room:${newId()}`;
export const person = (name: string): Actor => ({ ...HUB, accountId: newId(), kind: 'person', role: 'member', name });

/** Words in a room: the test's only kind of message. */
export const said = (stream: string, text: string, subject: string | null = null): NewEvent<'chat.message-edited'> => ({
  stream,
  type: 'chat.message-edited',
  subject,
  isMessage: true,
  payload: { messageId: subject ?? newId(), text, mentions: [], lang: null, editedAt: '2026-11-22T10:00:00.000Z' },
});
export const locked = (stream: string): NewEvent<'rooms.room-archived'> => ({
  stream,
  type: 'rooms.room-archived',
  subject: null,
  payload: { archivedAt: '2026-11-22T10:00:00.000Z' },
});
export const textOf = ({ type, payload }: StoredEvent): string =>
  type === 'chat.message-edited' && 'text' in payload ? String(payload.text) : type;

export const testEvents: EventDefinition[] = [
  {
    type: 'chat.message-edited',
    version: 1,
    blank: (payload: { text: string | null }) => ({ ...payload, text: null }),
  },
  { type: 'rooms.room-archived', version: 1 },
  { type: 'rooms.room-reopened', version: 1 },
  { type: 'chat.person-mentioned', version: 1 },
];

/** Which of the rooms of a batch are locked. */
export const locks: StatePart<Set<string>> = {
  name: 'locks',
  async load(sql, items) {
    const rows = await sql.query<{ stream: string }>(
      `select distinct stream from events where type = 'rooms.room-archived' and stream = any ($1::text[])`,
      [items.map(({ stream }) => stream)],
    );
    return new Set(rows.map(({ stream }) => stream));
  },
  evolve(state, event) {
    if (event.type === 'rooms.room-archived') state.add(event.stream);
  },
};

export interface Saying {
  text: string;
  also?: string[];
}
/** Says something, unless the room is locked; the text `lock` locks it. */
export const say: HotCommand<Saying, { seq: number }> = {
  name: 'test:say',
  needs: [locks],
  streams: ({ input }) => input.also ?? [],
  decide({ stream, input }, draft) {
    if (draft.state(locks).has(stream)) throw new DomainError('chat/locked');
    if (input.text === 'lock') return draft.append(locked(stream));
    for (const other of input.also ?? []) draft.append(said(other, input.text));
    return draft.append(said(stream, input.text));
  },
};

/** One node of the hub, as far as the event log is concerned. */
export interface LogNode {
  readonly log: EventLog;
  readonly sql: Sql;
  readonly source: DataSource;
  readonly watch: DatabaseWatch;
  close(): Promise<void>;
}

export async function openLog(
  url: string,
  definitions: readonly EventDefinition[] = testEvents,
  full = false,
  clock = new Clock(),
): Promise<LogNode> {
  const config = loadConfig({ DATABASE_URL: url });
  const watch = new DatabaseWatch(config, new Clock());
  const source = await new DataSource(dataSourceOptions({ url, max: 12, line: watch.line })).initialize();
  const disk = new DiskWatch(config, clock);
  if (full) Object.defineProperty(disk, 'full', { value: true });
  const log = new EventLog(source, clock, disk, watch);
  try {
    log.defineEvents(definitions);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  watch.onModuleInit();
  return {
    log,
    sql: sqlOf(source),
    source,
    watch,
    async close() {
      await log.close();
      await source.destroy();
      watch.close();
    },
  };
}

/** A database and a node on it, new for every test of the `describe` that makes it. */
export class FreshNode {
  database!: TestDatabase;
  node!: LogNode;

  constructor() {
    beforeEach(async () => {
      this.database = await createTestDatabase();
      this.node = await openLog(this.database.url);
    });
    afterEach(async () => {
      await this.node.close();
      await this.database.drop();
    });
  }
}

/** All events of a stream, in order, after checking that seq has no holes and position follows it. */
export async function wholeStream({ log }: LogNode, stream: string): Promise<StoredEvent[]> {
  const { head, events } = await log.read(stream, 0, 100_000);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(head.seq).toBe(events.length);
  const positions = events.map(({ position }) => position);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  return events;
}
