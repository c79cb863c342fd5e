import { catches } from './catches.js';
import { acknowledgesBeforeCommit } from './log/acknowledges-before-commit.js';
import { countsBeforeKeys } from './log/counts-before-keys.js';
import { countsWithoutLock } from './log/counts-without-lock.js';
import { forgetsKeys } from './log/forgets-keys.js';
import { refusesAfterCommit } from './log/refuses-after-commit.js';
import { remembersOnlyTheKey } from './log/remembers-only-the-key.js';
import { tellsNobody } from './log/tells-nobody.js';

describe('The checker notices', () => {
  catches([
    acknowledgesBeforeCommit,
    forgetsKeys,
    countsWithoutLock,
    countsBeforeKeys,
    remembersOnlyTheKey,
    refusesAfterCommit,
    tellsNobody,
  ]);
});
