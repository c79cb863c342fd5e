import { randomUUID } from 'node:crypto';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { logOver } from '../bent-log.js';
import type { PlantedBug } from '../planted-bug.js';
import { MEMBER, say, tabOf } from '../scenes.js';

/** A key is remembered without what it was used for: every fingerprint fits. */
const RemembersOnlyTheKey = logOver(async ({ text, send }) => {
  if (!/from command_keys/.test(text)) return undefined;
  const reply = await send();
  for (const row of reply.rows) row['input_hash'] = { equals: () => true };
  return reply;
});

export const remembersOnlyTheKey: PlantedBug = {
  name: 'a key that is remembered without its input',
  kinds: ['phantom'],
  planted: [{ token: EventLog, by: RemembersOnlyTheKey }],
  async scene({ crowd }) {
    const tab = tabOf(crowd, MEMBER);
    const { messageId } = await say(tab, crowd.publicRoom, 'Hola');
    const edit = { roomId: crowd.publicRoom, clientId: randomUUID(), messageId, mentions: [] };
    await tab.connection.ask('chat:edit', { ...edit, text: 'Hola a todas' });
    // Another edit under the same key: a sound hub refuses it, and what came of it is in the journal.
    await tab.connection.ask('chat:edit', { ...edit, text: 'Adiós' }).catch(() => undefined);
  },
};
