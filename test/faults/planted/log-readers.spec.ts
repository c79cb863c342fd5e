import { catches } from './catches.js';
import { forgetsTheRing } from './log/forgets-the-ring.js';
import { keepsOldSnapshots } from './log/keeps-old-snapshots.js';
import { movesTheCursorApart } from './log/moves-the-cursor-apart.js';
import { readsTwoMoments } from './log/reads-two-moments.js';
import { readsWhatItSees } from './log/reads-what-it-sees.js';

describe('The checker notices', () => {
  catches([readsTwoMoments, keepsOldSnapshots, forgetsTheRing, readsWhatItSees, movesTheCursorApart]);
});
