import { TestHub } from '../../support/hub.js';
import { hubHere } from '../hub-here.js';
import type { Violation } from '../judge.js';
import { runScenario } from '../scenario.js';
import type { PlantedBug, Replaced } from './planted-bug.js';
import { everybodyIsThere } from './scenes.js';

const PEOPLE = 3;
/** What a bug keeps from ever being calm is not waited for. */
const BUG_PATIENCE_MS = 1_000;

/** Plays each scene twice: with the bug, which must be named, and without it, where nothing may be found. */
export function catches(bugs: readonly PlantedBug[]): void {
  const hubs: TestHub[] = [];
  const boot = async (replace: Replaced): Promise<TestHub> => {
    const hub = await TestHub.boot({ replace });
    hubs.push(hub);
    return hub;
  };
  let sound: Promise<TestHub> | undefined;
  afterAll(async () => {
    for (const hub of hubs) await hub.close();
  });

  describe.each(bugs.map((bug) => ({ name: bug.name, bug })))('$name', ({ bug }) => {
    it(`is found (${bug.kinds.join(' or ')})`, async () => {
      const hub = await boot(bug.planted ?? bug.ground ?? []);
      const violations = await play(bug, hub, true);
      await hub.close();
      hubs.splice(hubs.indexOf(hub), 1);
      const right = violations.filter(({ kind }) => bug.kinds.includes(kind));
      // Where the right kind is missing, the report shows what was said instead.
      expect(right.length > 0 ? 'found' : violations).toBe('found');
    });

    it('leaves nothing to be found without the bug', async () => {
      const hub = bug.ground ? await boot(bug.ground) : await (sound ??= boot([]));
      expect(await play(bug, hub, false)).toEqual([]);
    });
  });
}

async function play(bug: PlantedBug, hub: TestHub, planted: boolean): Promise<readonly Violation[]> {
  const { more } = bug;
  const { violations } = await runScenario({
    hub: hubHere(hub),
    seed: 1,
    people: PEOPLE,
    deeds: 0,
    seconds: 0,
    faults: [],
    during: async (crowd) => {
      await everybodyIsThere(crowd);
      await bug.scene({ hub, crowd });
    },
    ...(more ? { more: () => more(hub) } : {}),
    ...(planted ? { pieces: bug.pieces ?? {}, patienceMs: BUG_PATIENCE_MS } : {}),
  });
  return violations;
}
