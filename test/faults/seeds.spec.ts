import { buildServer, cleanUp } from '../ground/hub-process.js';
import { TestHub } from '../support/hub.js';
import { unmountDisks } from './hub-apart.js';
import { hubHere } from './hub-here.js';
import { lineOf, playSeed, report } from './play-seed.js';
import { runScenario } from './scenario.js';

/** Together they meet every fault there is; `npm run faults` plays others. */
const SEEDS = [67, 156, 168, 303];

describe('a hub in this process', () => {
  let hub: TestHub;
  beforeAll(async () => void (hub = await TestHub.boot()));
  afterAll(() => hub.close());

  it('keeps its promises in a bad network (seed 1)', async () => {
    const { violations } = await runScenario({ hub: hubHere(hub), seed: 1, seconds: 5 });
    expect(violations).toEqual([]);
  });
});

describe('a hub of its own', () => {
  beforeAll(buildServer);
  afterAll(() => cleanUp(unmountDisks));

  it.each(SEEDS)('keeps its promises whatever happens to it and its database (seed %d)', async (seed) => {
    const played = await playSeed(seed);
    console.info(lineOf(played));
    if (played.violations.length > 0) throw new Error(report(played));
  });
});
