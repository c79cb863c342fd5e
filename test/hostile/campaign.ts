import { setTimeout as sleep } from 'node:timers/promises';
import { type HubProcess, until } from '../ground/hub-process.js';
import { Attack } from './attack.js';
import { Honest, type HonestReport } from './honest.js';
import { knockOnce } from './knocking.js';
import { CANARY, type People, peopleAt } from './people.js';
import { Random } from './random.js';
import { SlowOnes } from './slow.js';
import { Tally } from './tally.js';
import { type Held, type Inside, Watch } from './watch.js';

export interface Plan {
  readonly seed: number;
  readonly frames: number;
  readonly handshakes: number;
  readonly members: number;
  readonly guests: number;
  readonly attackers: number;
  readonly knockers: number;
  readonly slow: number;
  /** Wait until the hub itself has ended the slow ones. */
  readonly untilSlowEnd: boolean;
  /** Where to write a snapshot of the hub's heap at the end. */
  readonly heap?: string | undefined;
  readonly progress?: (tally: Tally, seconds: number) => void;
}
export interface Report {
  readonly tally: Tally;
  readonly seconds: number;
  readonly honest: HonestReport;
  readonly before: Inside & Held;
  readonly after: Inside & Held;
  readonly peakRss: number;
  /** Of the noise itself, before the garbage was collected. */
  readonly noise: Inside;
  readonly slow: { readonly begun: number; readonly longestMs: number; readonly left: number };
  /** Outcomes of commands as the hub counted them. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly logLines: number;
  /** Lines of the log that say what nobody's log may say. */
  readonly indiscreet: readonly string[];
}

const REFRESH_MS = 5 * 60_000;
const RELEASE_MS = 120_000;

/** The address of one attacker of many: failures are counted by address. */
const from = (index: number): string => `127.66.${1 + (Math.floor(index / 250) % 250)}.${1 + (index % 250)}`;

/** All of it against a hub that has just been started, with honest people beside; the hub still runs afterwards. */
export async function campaign(hub: HubProcess, probe: string, plan: Plan): Promise<Report> {
  const url = await hub.ready;
  const port = Number(new URL(url).port);
  const code = await until(() => /administrator, with this code:\s+(\S+)\n/.exec(hub.output())?.[1]);
  const people = await peopleAt(url, code, plan);
  const watch = new Watch({ url, pid: hub.pid }, probe);
  const look = async () => ({ ...(await watch.inside('collect')), ...(await watch.held()) });
  const honest = new Honest(people);
  await honest.begin();
  const before = await look();
  const linesBefore = linesOf(hub).length;

  const tally = new Tally();
  const slow = new SlowOnes();
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let [sessions, knocks, peakRss, alive] = [0, 0, 0, true];
  void hub.exited.then(() => (alive = false));
  const busy = () => alive && (tally.frames < plan.frames || knocks < plan.handshakes);

  const attacking = async () => {
    while (alive && tally.frames < plan.frames) {
      const index = (sessions += 1);
      const battle = { people, where: { port, from: from(index) }, tally };
      await new Attack(`session ${index}`, new Random(plan.seed, `session ${index}`), battle).run();
    }
  };
  const knocking = async () => {
    while (alive && knocks < plan.handshakes) {
      const index = (knocks += 1);
      await knockOnce(index, new Random(plan.seed, `handshake ${index}`), { port, from: from(index) }, tally);
    }
  };
  const watching = async () => {
    for (let refreshed = began; busy(); await sleep(500)) {
      peakRss = Math.max(peakRss, watch.rss());
      plan.progress?.(tally, seconds());
      if (performance.now() - refreshed < REFRESH_MS) continue;
      refreshed = performance.now();
      await renew(people);
    }
  };
  for (let index = 0; index < plan.slow; index += 1)
    await slow.begin(new Random(plan.seed, `slow ${index}`), { port, from: from(index) });
  const many = (count: number, work: () => Promise<void>) => Array.from({ length: count }, work);
  await Promise.all([...many(plan.attackers, attacking), ...many(plan.knockers, knocking), watching()]);

  const took = seconds();
  const noise = await watch.inside();
  for (let waited = 0; plan.untilSlowEnd && slow.open > 0 && waited < RELEASE_MS; waited += 500) await sleep(500);
  const left = slow.cut();
  const honestReport = await honest.end();
  await released(watch, before);
  const after = await look();
  if (plan.heap?.startsWith('/')) await watch.inside(`heap/${plan.heap.slice(1)}`);
  const lines = linesOf(hub).slice(linesBefore);
  return {
    tally,
    seconds: took,
    honest: honestReport,
    before,
    after,
    peakRss,
    noise,
    slow: { begun: slow.begun, longestMs: Math.max(0, ...slow.ended), left: plan.untilSlowEnd ? left : 0 },
    outcomes: await watch.outcomes(),
    logLines: lines.length,
    indiscreet: lines.filter((line) => line.includes(CANARY) || people.secrets.some((secret) => line.includes(secret))),
  };
}

const linesOf = (hub: HubProcess): string[] =>
  `${hub.output()}\n${hub.errors()}`.split('\n').filter((line) => line !== '');

/** New tokens, and new guests for those who were sent away. */
async function renew(people: People): Promise<void> {
  await people.refresh();
  const guests = [...people.attackers.entries()].filter(([, { role }]) => role === 'guest');
  for (const [index] of guests.slice(0, Math.ceil(guests.length / 2))) people.attackers[index] = await people.guest();
}

/** Waits until nobody is connected but the honest. */
async function released(watch: Watch, before: Held): Promise<void> {
  for (let waited = 0; waited < RELEASE_MS; waited += 250) {
    const { connected, followings, sockets } = await watch.held();
    if (connected <= before.connected && followings <= before.followings && sockets <= before.sockets) return;
    await sleep(250);
  }
}
