import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { committed, connectionLost, hasWritten, isCommit, logOver, type Statement } from '../bent-log.js';
import { Once } from '../gate.js';
import type { PlantedBug } from '../planted-bug.js';
import { MEMBER, say, tabOf } from '../scenes.js';

const WORDS = 'Confirmado demasiado pronto';
const crash = new Once();

/** The database goes away when this message is about to be committed. */
const crashes = (statement: Statement): boolean => isCommit(statement) && hasWritten(statement, WORDS) && crash.take();

const Crashing = logOver(async (statement) => {
  if (!crashes(statement)) return undefined;
  await statement.send('ROLLBACK');
  throw connectionLost();
});

/** Answers before it knows; what becomes of the commit nobody hears. */
const AcknowledgesBeforeCommit = logOver(async (statement) => {
  if (!crashes(statement)) return undefined;
  await statement.send('ROLLBACK');
  return committed;
});

export const acknowledgesBeforeCommit: PlantedBug = {
  name: 'a log that acknowledges before the commit',
  kinds: ['loss'],
  planted: [{ token: EventLog, by: AcknowledgesBeforeCommit }],
  ground: [{ token: EventLog, by: Crashing }],
  async scene({ crowd }) {
    crash.arm();
    await say(tabOf(crowd, MEMBER), crowd.publicRoom, WORDS);
  },
};
