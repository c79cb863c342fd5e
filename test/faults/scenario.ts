import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence, History, Tables } from './history.js';
import { judge, type Violation } from './judge.js';
import { calm, lookAround } from './people/calm.js';
import { realPieces, type ClientPieces } from './people/client-pieces.mjs';
import { Crowd } from './people/crowd.js';
import { Doer } from './people/deeds.js';
import { script, type Deed } from './people/script.js';
import { NETWORK_FAULTS, schedule } from './schedule.js';
import { suffer } from './suffer.js';
import { readTables } from './tables.js';

/** Ten times what it takes when nothing is wrong. */
const PATIENCE_MS = 60_000;

/** What a scenario needs of a hub, in this process or in one of its own. */
export interface HubUnderTest {
  /** Where it listens now; asked again after each start. */
  address(): { readonly host: string; readonly port: number };
  /** Reads its tables, whatever has happened to it. */
  query<T>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** Its listeners have applied all that is in the log; where that cannot be known, it does nothing. */
  settled?(): Promise<void>;
  /** Rejects, with what it said last, when it ends though nobody ended it. */
  readonly died?: Promise<never>;
  /** Faults that only this kind of hub can suffer, by name. Each resolves when it is over. */
  readonly faults: Readonly<Record<string, (ms: number) => Promise<void>>>;
}

export interface ScenarioOptions {
  readonly hub: HubUnderTest;
  readonly seed: number;
  /** How many simulated people; 6 unless told. */
  readonly people?: number;
  /** How many deeds in all, spread over the time. */
  readonly deeds?: number;
  /** How long they go on. */
  readonly seconds?: number;
  /** Names of faults to draw from: those of the network (see schedule.ts) and those of the hub. */
  readonly faults?: readonly string[];
  readonly faultsMany?: number;
  /** Pieces of the client that are replaced by planted ones. */
  readonly pieces?: Partial<ClientPieces>;
  /** Something more that happens beside the deeds, to give a planted bug its chance. */
  readonly during?: (crowd: Crowd) => Promise<void>;
  /** What else of the tables is judged: `projected`. */
  readonly more?: () => Promise<Partial<Tables>>;
  /** How long it may take until everything has arrived everywhere; a test of a bug need not wait long. */
  readonly patienceMs?: number;
}

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly evidence: Evidence;
  /** What was done, for the report. */
  /** How long after the last fault and the last deed until everything had arrived everywhere; null when it never did. */
  readonly calmAfterMs: number | null;
  readonly counts: {
    readonly deeds: number;
    readonly acknowledged: number;
    readonly refused: number;
    readonly faults: number;
  };
}

/** Plays one seed from beginning to end, and judges it. Closes everything but the hub. */
export async function runScenario(options: ScenarioOptions): Promise<Verdict> {
  const { hub, seed, people = 6, deeds = 140, seconds = 8, faults = NETWORK_FAULTS, faultsMany = 6 } = options;
  const pieces = { ...realPieces, ...options.pieces };
  const ms = seconds * 1000;
  const crowd = await Crowd.gather(hub, people, pieces);
  try {
    const doers = crowd.citizens.map((citizen) => new Doer(crowd, citizen));
    const planned = schedule(seed, { names: faults, many: faultsMany, people, ms });
    const live = async (): Promise<void> => {
      await Promise.all([
        play(script(seed, { people, deeds, ms }), doers),
        suffer(planned, hub, crowd),
        options.during?.(crowd),
      ]);
      for (const { network } of crowd.citizens) network.fair();
      await Promise.all(doers.map((doer) => doer.finished()));
    };
    // Without a hub everybody would try each deed for as long as they have patience.
    await Promise.race([live(), ...(hub.died ? [hub.died] : [])]);
    const began = performance.now();
    const isCalm = await calm(hub, crowd, options.patienceMs ?? PATIENCE_MS);
    const calmAfterMs = isCalm ? Math.round(performance.now() - began) : null;
    await hub.settled?.();
    const ends = await lookAround(crowd);
    const of = { rooms: crowd.rooms, people: crowd.citizens.map(({ id }) => id) };
    const tables = { ...(await readTables((sql, params) => hub.query(sql, params), of)), ...(await options.more?.()) };
    const evidence: Evidence = { history: historyOf(seed, crowd), tables, ends };
    return { violations: judge(evidence), evidence, counts: countsOf(evidence, doers), calmAfterMs };
  } finally {
    await crowd.leave();
  }
}

/** Begins each deed at its time; nobody waits for anybody else. */
async function play(deeds: readonly Deed[], doers: readonly Doer[]): Promise<void> {
  const began = performance.now();
  for (const deed of deeds) {
    await sleep(Math.max(0, began + deed.at - performance.now()));
    doers[deed.who]?.begin(deed);
  }
}

function historyOf(seed: number, { citizens, rooms, journal }: Crowd): History {
  const visibilities = ['public', 'private'] as const;
  return {
    seed,
    people: citizens.map(({ id, name }) => ({ id, name })),
    rooms: rooms.map((id, index) => ({ id, visibility: visibilities[index] ?? 'private' })),
    entries: journal.entries,
    faults: journal.faults,
  };
}

function countsOf({ history }: Evidence, doers: readonly Doer[]): Verdict['counts'] {
  const commands = new Map<number, string>();
  let [acknowledged, refused] = [0, 0];
  for (const entry of history.entries) {
    if (entry.what === 'asked') commands.set(entry.call, entry.command);
    const isSend = 'call' in entry && !commands.get(entry.call)?.startsWith('stream:');
    if (entry.what === 'acknowledged' && isSend) acknowledged += 1;
    if (entry.what === 'refused' && isSend) refused += 1;
  }
  const deeds = doers.reduce((sum, { done }) => sum + done, 0);
  return { deeds, acknowledged, refused, faults: history.faults.length };
}
