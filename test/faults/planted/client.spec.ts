import { catches } from './catches.js';
import { drainsByTwoTabs } from './client/drains-by-two-tabs.js';
import { goesOnAfterRefusal } from './client/goes-on-after-refusal.js';
import { ignoresTheEpoch } from './client/ignores-the-epoch.js';
import { reducerWithoutSeq } from './client/reducer-without-seq.js';

describe('The checker notices', () => {
  catches([reducerWithoutSeq, drainsByTwoTabs, goesOnAfterRefusal, ignoresTheEpoch]);
});
