import { randomUUID } from 'node:crypto';
import { EventLog } from '../../../../src/platform/event-log/event-log.js';
import { logOver } from '../bent-log.js';
import type { PlantedBug } from '../planted-bug.js';
import { MEMBER, tabOf } from '../scenes.js';

/** Deduplication is off: no key is ever known. */
const ForgetsKeys = logOver(async ({ text, send }) => {
  if (/from command_keys/.test(text)) return { command: 'SELECT', rows: [] };
  const kept = 'as k (account, key, command, hash, result)';
  return text.includes('insert into command_keys')
    ? send(text.replace(kept, `${kept} on conflict do nothing`))
    : undefined;
});

export const forgetsKeys: PlantedBug = {
  name: 'a log without deduplication',
  kinds: ['duplicate'],
  planted: [{ token: EventLog, by: ForgetsKeys }],
  async scene({ crowd }) {
    const { connection } = tabOf(crowd, MEMBER);
    const input = { roomId: crowd.publicRoom, clientId: randomUUID(), text: 'Una vez', replyTo: null, mentions: [] };
    await connection.ask('chat:post', input);
    // As after an answer that was lost on its way.
    await connection.ask('chat:post', input);
  },
};
