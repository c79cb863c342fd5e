import { waitFor } from '../../../support/wait-for.js';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { connectionLost, isCommit, type Bend, type Statement } from '../bent-log.js';
import { Once } from '../gate.js';
import type { PlantedBug } from '../planted-bug.js';
import { HOST, say, tabOf } from '../scenes.js';
import { listeningLog, projected } from './listening-log.js';

const crash = new Once();
const hasApplied = ({ before }: Statement): boolean =>
  before.some(({ text }) => text.startsWith('insert into planted_positions'));

/** The connection is lost when the listener is about to commit what it did. */
const crashing: Bend = async (statement) => {
  if (!isCommit(statement) || !hasApplied(statement) || !crash.take()) return undefined;
  await statement.send('ROLLBACK');
  throw connectionLost();
};

/** The cursor is saved by itself, and not in the transaction of the effect. */
const apartFromTheEffect: Bend = async (statement) => {
  const { text, values, send, apart } = statement;
  if (text.includes('from listener_cursors')) return send(text.replace(/for update[\s\w]*/, ''));
  if (!text.startsWith('update listener_cursors set position')) return crashing(statement);
  await apart(text, values);
  return { command: 'UPDATE', rows: [] };
};

export const movesTheCursorApart: PlantedBug = {
  name: 'a cursor that is saved outside the transaction of the effect',
  kinds: ['loss'],
  planted: [{ token: EventLog, by: listeningLog(apartFromTheEffect) }],
  ground: [{ token: EventLog, by: listeningLog(crashing) }],
  async scene({ crowd }) {
    crash.arm();
    await say(tabOf(crowd, HOST), crowd.publicRoom, 'Apúntalo');
    await waitFor('the loss of the connection', () => !crash.due);
  },
  more: (hub) => projected(hub),
};
