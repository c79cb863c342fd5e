import { randomUUID } from 'node:crypto';
import type { CommandName } from '../../src/contract/realtime.contract.js';
import type { recordingCommands } from '../../src/contract/recordings.contract.js';
import type { Person } from '../support/person.js';

type RecordingCommand = keyof typeof recordingCommands;

/** What the last `recordingIsSet` made. */
let recordingId = randomUUID() as string;

/** Valid inputs of the commands about recordings, with every optional field. */
export const recordingExamples = (roomId: string): Record<RecordingCommand, Record<string, unknown>> => ({
  'recordings:ask': { roomId, consents: true },
  'recordings:answer': { roomId, recordingId, consents: true, adult: true },
  'recordings:pause': { roomId, recordingId, paused: true },
  'recordings:end': { roomId, recordingId },
  'recordings:delete': { roomId, recordingId },
  'recordings:leave-out': { roomId, recordingId },
});

/** Two people are on the stage, one asked, both said yes; and for what takes it away it is over. */
export async function recordingIsSet(
  [ana, beto]: readonly [Person, Person],
  { roomId, meetingId }: { roomId: string; meetingId: string },
  name: CommandName,
  begun: (recordingId: string) => Promise<void>,
): Promise<void> {
  if (!name.startsWith('recordings:')) return;
  // What an earlier one began is over.
  await ana.socket.ask('recordings:end', { roomId, recordingId });
  await beto.socket.do('meetings:enter', { roomId, meetingId });
  await ana.socket.do('meetings:admit', { roomId, meetingId, personId: beto.id, admit: true });
  for (const { socket } of [ana, beto]) await socket.do('stage:join', { roomId, peerId: randomUUID() });
  if (name === 'recordings:ask') return;
  ({ recordingId } = await ana.socket.do('recordings:ask', { roomId, consents: true }));
  await beto.socket.do('recordings:answer', { roomId, recordingId, consents: true });
  await begun(recordingId);
  if (name === 'recordings:delete') await ana.socket.do('recordings:end', { roomId, recordingId });
}
