import { catches } from './catches.js';
import { answersWithAHole } from './live/answers-with-a-hole.js';
import { asksOnce } from './live/asks-once.js';
import { leavesSocketsOpen } from './live/leaves-sockets-open.js';
import { losesAFrame } from './live/loses-a-frame.js';
import { movesTheMarkBack } from './live/moves-the-mark-back.js';
import { sendsTwice } from './live/sends-twice.js';
import { trustsWhoWasThere } from './live/trusts-who-was-there.js';

describe('The checker notices', () => {
  catches([
    asksOnce,
    trustsWhoWasThere,
    leavesSocketsOpen,
    losesAFrame,
    sendsTwice,
    answersWithAHole,
    movesTheMarkBack,
  ]);
});
