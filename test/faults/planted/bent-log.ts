import { Injectable, type Type } from '@nestjs/common';
import pg, { type PoolClient } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { Clock } from '../../../src/platform/clock/clock.js';
import { DatabaseWatch } from '../../../src/platform/database/database-watch.js';
import { DiskWatch } from '../../../src/platform/database/disk-watch.js';
import { EventLog } from '../../../src/platform/event-log/event-log.js';

/** What the database answers; of several statements in one text the last one counts. */
export interface Reply {
  readonly command: string;
  readonly rows: Record<string, unknown>[];
}
interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A statement of the log on its way to the database. */
export interface Statement extends Sent {
  /** What went over this connection before, since the log took it from the pool. */
  readonly before: readonly Sent[];
  /** Of this use of the connection. */
  readonly notes: Map<string, unknown>;
  /** Sends it, or something else in its place. The reply belongs to whoever changes it. */
  send(text?: string): Promise<Reply>;
  /** On a connection and in a transaction of its own. */
  apart(text: string, values?: readonly unknown[]): Promise<void>;
}
/** What a bug makes of the statements of the log; `undefined` = it goes its way. */
export type Bend = (statement: Statement) => Promise<Reply | undefined>;

/** The log with something wrong between it and its database: so the pieces it is made of need no switch. */
export function logOver(bend: Bend): Type<EventLog> {
  @Injectable()
  class BentLog extends EventLog {
    constructor(source: DataSource, clock: Clock, disk: DiskWatch, database: DatabaseWatch) {
      super(bent(source, bend), clock, disk, database);
    }
  }
  return BentLog;
}

/** Whether something with these words was part of a statement before. */
export const hasWritten = ({ before }: Statement, words: string): boolean =>
  before.some(({ values }) => JSON.stringify(values).includes(words));

export const isCommit = ({ text }: Statement): boolean => text === 'COMMIT';
export const committed: Reply = { command: 'COMMIT', rows: [] };
export const connectionLost = (): Error => new Error('Connection terminated unexpectedly');

function bent(source: DataSource, bend: Bend): DataSource {
  const apart = async (text: string, values: readonly unknown[] = []): Promise<void> =>
    void (await source.query(text, [...values]));
  const query = async (text: string, values: readonly unknown[] = []): Promise<unknown> => {
    const send = async (other = text): Promise<Reply> => ({
      command: '',
      rows: await source.query(other, [...values]),
    });
    const statement = { text, values, before: [], notes: new Map<string, unknown>(), send, apart };
    return ((await bend(statement)) ?? (await send())).rows;
  };
  const changed: Record<string | symbol, unknown> = {
    query,
    createQueryRunner: () => bentRunner(source.createQueryRunner(), bend, apart),
    driver: bentDriver(source.driver, bend, apart),
  };
  return over(source, changed);
}

type RawQuery = (query: unknown, values?: unknown) => Promise<unknown>;
interface Plugged {
  query: RawQuery;
}

/** From now on what goes over this connection is bent, until `query` is taken away again. */
function bendClient(client: Plugged, bend: Bend, apart: Statement['apart']): void {
  const before: Sent[] = [];
  const notes = new Map<string, unknown>();
  const raw: RawQuery = client.query.bind(client);
  client.query = async (query, values) => {
    const { text, values: params } = asSent(query, values);
    let answer: unknown;
    const send = async (other = text): Promise<Reply> => {
      answer = await (other === text ? raw(query, values) : raw(other, params.length > 0 ? params : undefined));
      return replyIn(answer);
    };
    const reply = await bend({ text, values: params, before, notes, send, apart });
    before.push({ text, values: params });
    if (!reply) await send();
    return !reply || reply === replyIn(answer) ? answer : { ...reply, rowCount: reply.rows.length };
  };
}

function bentRunner(runner: QueryRunner, bend: Bend, apart: Statement['apart']): QueryRunner {
  const connect = runner.connect.bind(runner);
  const release = runner.release.bind(runner);
  let client: Plugged | undefined;
  runner.connect = async () => {
    if (client) return client;
    client = (await connect()) as Plugged;
    bendClient(client, bend, apart);
    return client;
  };
  runner.release = async () => {
    if (client) Reflect.deleteProperty(client, 'query');
    await release();
  };
  return runner;
}

/** What the log does without the ORM goes to the driver's own pool. */
function bentDriver(driver: object, bend: Bend, apart: Statement['apart']): object {
  const pool: unknown = Reflect.get(driver, 'master');
  if (!(pool instanceof pg.Pool)) throw new Error('The database has no pool.');
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    const release = client.release.bind(client);
    bendClient(client, bend, apart);
    client.release = (destroy) => {
      Reflect.deleteProperty(client, 'query');
      client.release = release;
      release(destroy);
    };
    return client;
  };
  return over(driver, { master: over(pool, { connect }) });
}

function bound(target: object, name: string | symbol): unknown {
  const own: unknown = Reflect.get(target, name, target);
  return typeof own === 'function' ? own.bind(target) : own;
}

const over = <T extends object>(target: T, changed: Record<string | symbol, unknown>): T =>
  new Proxy(target, { get: (_, name) => changed[name] ?? bound(target, name) });

function asSent(query: unknown, values: unknown): Sent {
  if (typeof query === 'string') return { text: query, values: Array.isArray(values) ? values : [] };
  const { text, values: own } = query as { text: string; values?: unknown[] };
  return { text, values: own ?? [] };
}

function replyIn(answer: unknown): Reply {
  const last: unknown = Array.isArray(answer) ? answer.at(-1) : answer;
  return last as Reply;
}
