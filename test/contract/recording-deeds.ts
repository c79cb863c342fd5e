import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '../../src/contract/realtime.contract.js';
import type { RoomDeed } from './deeds.js';
import type { Scene } from './scenes.js';

type OfRecording = Extract<CommandName, `recordings:${string}`>;

/** Who hears one of these was allowed: nothing is being recorded in the rooms of the matrix, and nobody is on their stages. */
const ALLOWED = ['recordings/not-going-on', 'recordings/gone', 'stage/not-on-stage'];

const deed = (name: OfRecording, verb: string, input: object = {}): RoomDeed => ({
  operation: name,
  verb,
  run: async (who, { roomId }: Scene) => {
    const whole: unknown = { roomId, ...(name === 'recordings:ask' ? {} : { recordingId: randomUUID() }), ...input };
    const answer = await who.socket.decided(name, whole as CommandInput<OfRecording>);
    return answer.ok || ALLOWED.includes(answer.error.code) ? 'ok' : answer.error.code;
  },
});

/** Recordings, seen from who decides about them. */
export const recordingDeeds: readonly RoomDeed[] = [
  deed('recordings:ask', 'recording.lead', { consents: false }),
  deed('recordings:pause', 'recording.lead', { paused: true }),
  deed('recordings:answer', 'recording.answer', { consents: false }),
  deed('recordings:end', 'recording.end'),
  deed('recordings:leave-out', 'recording.leave-out'),
  deed('recordings:delete', 'recording.delete'),
];
