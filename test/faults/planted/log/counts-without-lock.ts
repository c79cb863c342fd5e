import type { TestHub } from '../../../support/hub.js';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { logOver, type Bend } from '../bent-log.js';
import { Gate } from '../gate.js';
import type { PlantedBug } from '../planted-bug.js';
import { answerTo, citizen, HOST, MEMBER, tabOf, upTo, write, allSent } from '../scenes.js';

const WORDS = 'Adelanto';
const PASSES_MS = 3_500;
const ROOM = /^room:[^:]+$/;
const gate = new Gate();

/** The change of a role is slow between its lock and what it writes. */
const slow: Bend = async ({ text, values, send }) => {
  const isRole = text.includes('insert into events') && JSON.stringify(values).includes('rooms.role-changed');
  if (!isRole) return undefined;
  await gate.pass();
  return send();
};

/** Numbers come from a counter beside the table, as from a SEQUENCE: whoever comes takes the next one and waits for nobody. */
function counting(): Bend {
  const last = new Map<string, number>();
  return async (statement) => {
    const { text, send } = statement;
    if (!text.includes('FOR NO KEY UPDATE')) return slow(statement);
    const reply = await send(text.replace('FOR NO KEY UPDATE', ''));
    for (const row of reply.rows) {
      const stream = String(row['id']);
      if (!ROOM.test(stream)) continue;
      const seq = Math.max(Number(row['seq']), last.get(stream) ?? 0);
      row['seq'] = seq;
      last.set(stream, seq + 1);
    }
    return reply;
  };
}

async function somebodyWaits(hub: TestHub): Promise<boolean> {
  const waiting = await hub.sql.query(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return waiting.length > 0;
}

export const countsWithoutLock: PlantedBug = {
  name: 'a sequence instead of the row lock',
  kinds: ['table'],
  planted: [{ token: EventLog, by: logOver(counting()) }],
  ground: [{ token: EventLog, by: logOver(slow) }],
  async scene({ crowd, hub }) {
    const [host, member] = [tabOf(crowd, HOST), tabOf(crowd, MEMBER)];
    const roomId = crowd.publicRoom;
    gate.hold();
    const changing = host.connection.ask('rooms:set-role', {
      roomId,
      personId: citizen(crowd, MEMBER).id,
      role: 'co-host',
    });
    await gate.reached;
    await write(member, roomId, WORDS);
    await upTo(PASSES_MS, async () => answerTo(member, WORDS) !== undefined || (await somebodyWaits(hub)));
    gate.open();
    await changing;
    await allSent(member);
  },
};
