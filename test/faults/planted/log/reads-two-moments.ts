import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { logOver, type Bend, type Statement } from '../bent-log.js';
import { Gate } from '../gate.js';
import type { PlantedBug } from '../planted-bug.js';
import { HOST, LOOKER, reload, say, tabOf } from '../scenes.js';

const gate = new Gate();
const ONE_MOMENT = 'BEGIN ISOLATION LEVEL REPEATABLE READ';
const opensSnapshot = ({ text }: Statement): boolean => text.startsWith(ONE_MOMENT) && text.includes('FROM streams');

/** Somebody writes between the head of a snapshot and what it shows. */
const pausing =
  (opening: string): Bend =>
  async (statement) => {
    if (!opensSnapshot(statement)) return undefined;
    const head = await statement.send(statement.text.replace(ONE_MOMENT, opening));
    await gate.pass();
    return head;
  };

/** Each statement of a snapshot sees another moment. */
const torn = pausing('BEGIN ISOLATION LEVEL READ COMMITTED');

export const readsTwoMoments: PlantedBug = {
  name: 'a snapshot in READ COMMITTED',
  kinds: ['divergence'],
  planted: [{ token: EventLog, by: logOver(torn) }],
  ground: [{ token: EventLog, by: logOver(pausing(ONE_MOMENT)) }],
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
