import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import {
  type Acknowledgement,
  type CommandName,
  type CommandParsed,
  commands,
} from '../../contract/realtime.contract.js';
import type { ErrorCode } from '../../contract/errors.contract.js';
import { assertWithin, type Actor } from '../actor/actor.js';
import { Clock, type Timer } from '../clock/clock.js';
import { describeError } from '../errors/describe-error.js';
import { busy, DomainError } from '../errors/domain-error.js';
import { invalidInput } from '../errors/invalid-input.js';
import { translate } from '../errors/translate.js';
import { type Limit, RateLimits } from '../http/rate-limits.js';
import { Ids } from '../ids/ids.js';
import { Metrics } from '../observability/metrics.js';
import { Pressure } from '../observability/pressure.js';
import { Seldom, more } from '../observability/seldom.js';
import type { Acknowledge, Connection } from './connection.js';
import { Lane } from './lane.js';
import { COMMAND, type CommandMetadata, LIVE_GATEWAY } from './live-gateway.js';
import { parseStream } from './realtime.types.js';

const LIMIT: Limit = { points: 120, durationSec: 10 };
const FAILURES: Limit = { points: 600, durationSec: 60 };
const WAITING_MAX = 64;
const LANES_MAX = 32;
const WAITING_OF_SOCKET = 256;
const SETTLE_MS = 10_000;

/** What a command answers; `afterwards` runs when the acknowledgement is on its way. */
export interface Answer {
  readonly data: unknown;
  readonly afterwards?: () => void;
}
type Handler<N extends CommandName> = (connection: Connection, input: CommandParsed<N>) => Promise<Answer>;
interface Registered extends Pick<CommandMetadata, 'limit' | 'pipelined'> {
  readonly run: (connection: Connection, input: never) => Promise<Answer>;
}
interface Lanes {
  readonly byKey: Map<string, Lane>;
  waiting: number;
}

/** Every command of every socket comes through here: found, validated, limited, run in order, acknowledged. */
@Injectable()
export class Commands {
  readonly #log = new Logger('command');
  readonly #seldom = new Seldom();
  readonly #registered = new Map<string, Registered>();
  readonly #lanes = new WeakMap<Connection, Lanes>();
  #underWay = 0;
  /** Commands of all sockets that wait or run. */
  mostUnderWay = 10_000;
  #closing = false;
  #onIdle: (() => void) | undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
    private readonly pressure: Pressure,
  ) {}

  register<N extends CommandName>(
    name: N,
    run: Handler<N>,
    options: Pick<CommandMetadata, 'limit' | 'pipelined'> = {},
  ): void {
    if (this.#registered.has(name)) throw new Error(`The command ${name} has two handlers.`);
    this.#registered.set(name, { run, ...options });
  }

  isPipelined(name: string): boolean {
    return this.#registered.get(name)?.pipelined === true;
  }

  /**
   * How long a command about this subject would wait for those before it on its socket, where that is too long; otherwise 0.
   * `ahead` are those that have come and are not received yet.
   */
  waitOf(connection: Connection, subject: string, now: number, ahead: number): number {
    const lanes = this.#lanes.get(connection)?.byKey;
    return (lanes?.get(subject) ?? lanes?.get(''))?.waitOf(now, ahead) ?? 0;
  }

  /** Finds the `@Command` methods of all `@LiveGateway` classes. */
  discover(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!metatype || this.reflector.get(LIVE_GATEWAY, metatype) !== true) continue;
      const gateway: Record<string, unknown> = instance;
      for (const key of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance))) {
        const method = gateway[key];
        if (typeof method !== 'function') continue;
        const found = this.reflector.get<CommandMetadata | undefined>(COMMAND, method);
        if (found)
          this.register(
            found.name,
            async ({ actor }, input) => {
              assertWithin(actor, found.verb);
              return { data: await method.call(instance, actor, input) };
            },
            found,
          );
      }
    }
  }

  /** The name and the arguments as the socket brought them. Never throws; without a function to acknowledge it is done all the same. */
  receive(connection: Connection, name: unknown, args: readonly unknown[]): void {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? (last as Acknowledge) : undefined;
    const input = acknowledge && args.length === 1 ? undefined : args[0];
    const known = typeof name === 'string' ? this.#registered.get(name) : undefined;
    const label = known ? String(name) : 'unknown';
    const lanes = this.#lanes.get(connection) ?? { byKey: new Map<string, Lane>(), waiting: 0 };
    this.#lanes.set(connection, lanes);
    const key = laneKey(lanes.byKey, input);
    const lane = lanes.byKey.get(key) ?? new Lane();
    const now = this.clock.monotonic();
    const full = this.full(lanes, lane, known?.pipelined === true || hasKey(input), now);
    if (full) {
      this.metrics.commands.inc({ name: label, outcome: full.code });
      if (acknowledge) connection.answer(acknowledge, refusal(connection.actor, full));
      return;
    }
    lanes.byKey.set(key, lane);
    this.#underWay += 1;
    lanes.waiting += 1;
    connection.waiting = lanes.waiting;
    lane.arrived(now, known?.pipelined === true);
    const before = lane.acknowledged;
    const outcome = (known?.pipelined ? lane.alone : before).then(() => this.run(connection, label, known, input));
    lane.acknowledged = Promise.all([outcome, before]).then(([answer]) => {
      if (acknowledge) connection.answer(acknowledge, answer.acknowledgement);
      answer.afterwards?.();
      lanes.waiting -= 1;
      connection.waiting = lanes.waiting;
      lane.done(this.clock.monotonic());
      if (lane.waiting === 0) lanes.byKey.delete(key);
      if (lanes.waiting === 0) this.#lanes.delete(connection);
      this.settled();
    });
    if (!known?.pipelined) lane.alone = lane.acknowledged;
  }

  /** Refuses what comes from now on; resolves when all that was under way is acknowledged, or after 10 s. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#underWay === 0) return;
    let limit: Timer | undefined;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      limit = this.clock.setTimer(resolve, SETTLE_MS);
    });
    this.clock.clearTimer(limit);
  }

  // Answered at once and before anything is looked at: what is too much must cost nothing.
  private full(lanes: Lanes, lane: Lane, again: boolean, now: number): DomainError | undefined {
    if (lane.waiting >= WAITING_MAX || lanes.waiting >= WAITING_OF_SOCKET)
      return new DomainError('too-fast', { retryAfter: 1 });
    if (this.#underWay >= this.mostUnderWay) return busy(0);
    // Only what has a queue of its own in the browser: it comes again with the same key, and counts once.
    const wait = again ? lane.waitOf(now) : 0;
    if (wait > 0) return busy(wait);
    return again ? this.pressure.refusal() : undefined;
  }

  // A bug is written down each time; a passing trouble is met by everybody at once.
  private note(thrown: unknown, line: { requestId: string; command: string; code: ErrorCode }): void {
    const whole = { ...line, ...(thrown instanceof DomainError ? {} : { error: describeError(thrown) }) };
    if (line.code === 'internal') this.#log.error(whole);
    else this.#seldom.say(line.code, this.clock.monotonic(), (unsaid) => this.#log.warn({ ...whole, ...more(unsaid) }));
  }

  private settled(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#onIdle?.();
  }

  private async run(connection: Connection, name: string, known: Registered | undefined, input: unknown) {
    const { actor } = connection;
    try {
      if (this.#closing) throw new DomainError('shutting-down');
      if (connection.ended) throw new DomainError('not-signed-in');
      await this.limits.check('command-failures', actor.accountId, FAILURES);
      if (known === undefined || !(name in commands)) throw new DomainError('unknown-command');
      await this.limits.consume(`command ${name}`, actor.accountId, known.limit ?? LIMIT);
      const parsed = commands[name as CommandName].input.safeParse(input);
      if (!parsed.success) throw invalidInput(parsed.error.issues);
      const { data, afterwards } = await known.run(connection, parsed.data as never);
      this.metrics.commands.inc({ name, outcome: 'ok' });
      return { acknowledgement: { ok: true, data } as const, afterwards };
    } catch (thrown) {
      const error = translate(thrown);
      this.metrics.commands.inc({ name, outcome: error.code });
      const requestId = this.ids.next();
      if (error.status < 500) await this.limits.count('command-failures', actor.accountId, FAILURES);
      else if (!connection.gone) this.note(thrown, { requestId, command: name, code: error.code });
      return { acknowledgement: refusal(actor, error, requestId) };
    }
  }
}

const refusal = (actor: Actor, error: DomainError, requestId?: string): Acknowledgement<never> => ({
  ok: false,
  error: error.body(actor.language, requestId),
});

/** Commands with a key may come again as often as need be. */
const hasKey = (input: unknown): boolean => typeof input === 'object' && input !== null && 'clientId' in input;

// A room and the streams about it are one subject: who joins and opens at once is a member when the opening is decided.
// What is about different rooms may go side by side; somebody who names very many shares a lane among the rest.
function laneKey(lanes: ReadonlyMap<string, Lane>, input: unknown): string {
  const key = subjectOf(input);
  return lanes.has(key) || lanes.size < LANES_MAX ? key : '';
}

function subjectOf(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '';
  if ('roomId' in input && typeof input.roomId === 'string') return input.roomId.slice(0, 80);
  if (!('stream' in input) || typeof input.stream !== 'string') return '';
  return parseStream(input.stream.slice(0, 80)).uuid;
}
