import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { hasWritten, isCommit, type Bend } from '../bent-log.js';
import { Gate } from '../gate.js';
import type { PlantedBug } from '../planted-bug.js';
import { allSent, citizen, HOST, MEMBER, tabOf, upTo, write } from '../scenes.js';
import { listeningLog, projected } from './listening-log.js';

const WORDS = 'Llega la última';
const SEEN_MS = 3_000;
const gate = new Gate();

/** One writer has its position and takes its time for the commit. */
const slow: Bend = async (statement) => {
  if (isCommit(statement) && hasWritten(statement, WORDS)) await gate.pass();
  return undefined;
};

/** The listener goes on from the last position it saw, whoever may still be under way below it. */
const naive: Bend = async (statement) => {
  const { text, send } = statement;
  if (text.includes('pg_snapshot_xmin')) return { command: 'SELECT', rows: [{ decided: true }] };
  return text.includes('pg_sequence_last_value')
    ? send('select coalesce(max(position), 0) as last from events')
    : slow(statement);
};

export const readsWhatItSees: PlantedBug = {
  name: 'a listener that reads on from the last position it saw',
  kinds: ['loss'],
  planted: [{ token: EventLog, by: listeningLog(naive) }],
  ground: [{ token: EventLog, by: listeningLog(slow) }],
  // Two writers, and the second one finishes first.
  async scene({ crowd, hub }) {
    const [host, member] = [tabOf(crowd, HOST), tabOf(crowd, MEMBER)];
    gate.hold();
    await write(member, crowd.publicRoom, WORDS);
    await gate.reached;
    const [roomId, personId] = [crowd.privateRoom, citizen(crowd, MEMBER).id];
    await host.connection.ask('rooms:set-role', { roomId, personId, role: 'co-host' });
    await upTo(SEEN_MS, async () => (await projected(hub, 'rooms.role-changed')).projected.length > 0);
    gate.open();
    await allSent(member);
  },
  more: (hub) => projected(hub),
};
