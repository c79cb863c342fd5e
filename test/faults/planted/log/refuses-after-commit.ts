import { DomainError } from '../../../../src/platform/errors/domain-error.js';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import type { PlantedBug } from '../planted-bug.js';
import { allSent, MEMBER, tabOf, wordsOf, write } from '../scenes.js';
import { logAround } from './log-around.js';

const WORDS = 'No deberías poder';

/** What is refused has been committed before. */
const RefusesAfterCommit = logAround(async (input, append) => {
  const done = await append();
  if (wordsOf(input) === WORDS) throw new DomainError('not-allowed');
  return done;
});

export const refusesAfterCommit: PlantedBug = {
  name: 'a refusal that rolls nothing back',
  kinds: ['phantom'],
  planted: [{ token: EventLog, by: RefusesAfterCommit }],
  async scene({ crowd }) {
    await write(tabOf(crowd, MEMBER), crowd.publicRoom, WORDS);
    await allSent(tabOf(crowd, MEMBER));
  },
};
