import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { logOver, type Bend, type Statement } from '../bent-log.js';
import { Gate } from '../gate.js';
import type { PlantedBug } from '../planted-bug.js';
import { HOST, LOOKER, reload, say, tabOf } from '../scenes.js';

const gate = new Gate();
const isHeadOfSnapshot = ({ text, before }: Statement): boolean =>
  text.includes('from streams where id = any') && before.some((sent) => sent.text.startsWith('SET TRANSACTION'));

/** Somebody writes between the head of a snapshot and what it shows. */
const pausing: Bend = async (statement) => {
  if (!isHeadOfSnapshot(statement)) return undefined;
  const head = await statement.send();
  await gate.pass();
  return head;
};

/** Each statement of a snapshot sees another moment. */
const torn: Bend = async (statement) =>
  statement.text.endsWith('REPEATABLE READ')
    ? statement.send('SET TRANSACTION ISOLATION LEVEL READ COMMITTED')
    : pausing(statement);

export const readsTwoMoments: PlantedBug = {
  name: 'a snapshot in READ COMMITTED',
  kinds: ['divergence'],
  planted: [{ token: EventLog, by: logOver(torn) }],
  ground: [{ token: EventLog, by: logOver(pausing) }],
  async scene({ crowd }) {
    const roomId = crowd.publicRoom;
    await say(tabOf(crowd, HOST), roomId, 'Antes');
    gate.hold();
    const loading = reload(tabOf(crowd, LOOKER), roomId);
    await gate.reached;
    await say(tabOf(crowd, HOST), roomId, 'Entretanto');
    gate.open();
    await loading;
  },
};
