import { randomUUID } from 'node:crypto';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { isCommit, logOver } from '../bent-log.js';
import type { PlantedBug } from '../planted-bug.js';
import { MEMBER, tabOf } from '../scenes.js';

/** A command takes its seq first and asks then whether it has been done: a retry leaves a number that nobody has. */
const CountsBeforeKeys = logOver(async (statement) => {
  const { text, notes, send } = statement;
  if (text.includes('FOR NO KEY UPDATE')) {
    const reply = await send();
    notes.set('streams', reply.rows.map(({ id }) => `'${String(id)}'`).join(', '));
    return reply;
  }
  if (text.includes('from command_keys')) {
    const reply = await send();
    notes.set('again', reply.rows.length);
    return reply;
  }
  if (isCommit(statement) && Number(notes.get('again') ?? 0) > 0)
    await send(`update streams set seq = seq + 1 where id in (${String(notes.get('streams'))})`);
  return undefined;
});

export const countsBeforeKeys: PlantedBug = {
  name: 'a seq that is taken before the key is looked up',
  kinds: ['table'],
  planted: [{ token: EventLog, by: CountsBeforeKeys }],
  async scene({ crowd }) {
    const { connection } = tabOf(crowd, MEMBER);
    const input = { roomId: crowd.publicRoom, clientId: randomUUID(), text: 'Una vez', replyTo: null, mentions: [] };
    await connection.ask('chat:post', input);
    await connection.ask('chat:post', input);
  },
};
