import { MediaWorkers } from '../../src/features/stage/media-workers.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { withVideo } from './worker-bin.js';

interface Three {
  hub: TestHub;
  ana: Person;
  berto: Person;
  carla: Person;
}

/** A hub with a worker that is ready, and three people who are connected to it. */
export async function threePeople(settings: Record<string, string> = {}): Promise<Three> {
  const hub = await TestHub.boot({ env: { ...withVideo(), ...settings }, replace: [generous] });
  const [ana, berto, carla] = [await hub.person('Ana'), await hub.person('Berto'), await hub.person('Carla')];
  for (const person of [ana, berto, carla]) await person.connect();
  await waitFor('a worker', () => hub.app.get(MediaWorkers).video === 'ready' || undefined);
  return { hub, ana, berto, carla };
}
