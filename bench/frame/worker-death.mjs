// The worker under the stage of a hub is killed: how long until each of those on it receives everything from everybody again.
import { readFileSync } from 'node:fs';
import { Generator } from './generator.mjs';
import { Hub } from './hub.mjs';
import { workerBin } from './media-room.mjs';
import { sleep } from './numbers.mjs';
import { crowd } from './stage.mjs';

/** A voice and a camera of each. */
const TRACKS = 2;
const PATIENCE_MS = 60_000;

/** Milliseconds from the kill, of each of so many people. */
export async function workerDeath(count) {
  const env = { VIDEO: 'on', MEDIASOUP_WORKER_BIN: workerBin() };
  const hub = await Hub.start({ preload: ['plain-lines'], env });
  const load = new Generator(import.meta.url);
  try {
    const {
      groups: [{ room, members }],
    } = await crowd(hub, count, count);
    await load.ask('come', { url: hub.url, room, members });
    return await load.ask('kill', workerOf(hub.pid));
  } finally {
    await load.stop();
    await hub.stop();
  }
}

function workerOf(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const worker = children.find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('mediasoup-worker'));
  if (worker === undefined) throw new Error('the hub has no worker');
  return Number(worker);
}

// --- inside the load process
let people = [];
const hearsAll = ({ heard }) => heard.size === TRACKS * (people.length - 1);

async function until(holds) {
  for (const end = performance.now() + PATIENCE_MS; !people.every(holds); await sleep(5)) {
    const { trouble } = people.find((person) => person.trouble !== null) ?? {};
    if (trouble) throw new Error(trouble);
    if (performance.now() > end) throw new Error('not everybody receives everything');
  }
}

export const generator = {
  async come({ url, room, members }) {
    const { StagePerson } = await import('./stage-person.mjs');
    people = members.map((member, number) => new StagePerson({ url, room, number, ...member }));
    for (const person of people) await person.come();
    await until(hearsAll);
  },
  async kill(pid) {
    const [{ epoch }] = people;
    const from = performance.now();
    process.kill(pid, 'SIGKILL');
    await until((person) => person.epoch !== epoch && hearsAll(person));
    const took = people.map(({ heard }) => Math.max(...heard.values()) - from);
    for (const person of people) person.leave();
    return took;
  },
};
