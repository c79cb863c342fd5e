import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd } from './people/crowd.js';
import type { Proxy } from './proxy.js';
import { HUB_FAULTS, type NetworkFault, type Planned } from './schedule.js';
import type { HubUnderTest } from './scenario.js';

/** What each fault does to one network, for so long. */
const WEATHER: Readonly<Record<Exclude<NetworkFault, 'cut-all'>, (network: Proxy, ms: number) => Promise<void>>> = {
  cut: async (network) => network.cut(),
  async away(network, ms) {
    network.cut(true);
    await sleep(ms);
    network.fair();
  },
  'half-open': async (network) => network.halfOpen(),
  async slow(network, ms) {
    network.set({ bytesPerSecond: 1 });
    await sleep(ms);
    network.fair();
  },
  async delay(network, ms) {
    network.set({ delayMs: 150 });
    await sleep(ms);
    network.fair();
  },
};

/** Lets the planned faults happen at their time; resolves when the last one is over. */
export async function suffer(planned: readonly Planned[], hub: HubUnderTest, crowd: Crowd): Promise<void> {
  const began = performance.now();
  const running: Promise<void>[] = [];
  // Two faults of the hub or its database at once would stop what the other one has started.
  let hubFaults: Promise<void> = Promise.resolve();
  for (const { at, name, ms, who } of planned) {
    await sleep(Math.max(0, began + at - performance.now()));
    const ofHub = hub.faults[name];
    if (ofHub) {
      hubFaults = hubFaults.then(async () => {
        crowd.journal.fault(name, `${ms} ms`);
        await ofHub(ms);
        crowd.journal.fault(`${name} is over`);
      });
      continue;
    }
    if (HUB_FAULTS.some((known) => known === name)) {
      crowd.journal.fault(name, 'cannot be done here');
      continue;
    }
    const { network, name: person } = crowd.citizens[who] ?? {};
    crowd.journal.fault(name, name === 'cut-all' ? '' : `${person} ${ms} ms`);
    if (name === 'cut-all') for (const { network } of crowd.citizens) network.cut();
    else if (network) running.push(weatherOf(name)(network, ms));
  }
  await Promise.all([hubFaults, ...running]);
}

function weatherOf(name: string): (network: Proxy, ms: number) => Promise<void> {
  const found = Object.entries(WEATHER).find(([known]) => known === name)?.[1];
  if (!found) throw new Error(`There is no fault "${name}" here.`);
  return found;
}
