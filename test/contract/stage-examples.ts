import { randomUUID } from 'node:crypto';
import type { stageMediaCommands } from '../../src/contract/stage-media.contract.js';
import type { CommandName } from '../../src/contract/realtime.contract.js';
import type { captionCommands } from '../../src/contract/captions.contract.js';
import type { callCommands } from '../../src/contract/calls.contract.js';
import type { ErrorCode } from '../../src/contract/errors.contract.js';
import type { stageCommands } from '../../src/contract/stage.contract.js';
import type { Person } from '../support/person.js';

type StageCommand = keyof typeof stageCommands | keyof typeof stageMediaCommands | keyof typeof captionCommands;

/** Of the device that sends them. */
const peerId = randomUUID();

/** Valid inputs of the commands of the stage, with every optional field. */
export function stageExamples(
  roomId: string,
  personId: string,
  fileId: string,
): Record<StageCommand, Record<string, unknown>> {
  const onStage = { roomId, peerId };
  const [transportId, trackId, consumerId] = [randomUUID(), randomUUID(), randomUUID()];
  const codec = { mimeType: 'audio/opus', clockRate: 48_000, channels: 2, parameters: { usedtx: 1 }, rtcpFeedback: [] };
  const codecs = {
    codecs: [{ ...codec, kind: 'audio', preferredPayloadType: 100 }],
    headerExtensions: [
      { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1, direction: 'sendrecv' },
    ],
  };
  const fingerprints = [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }];
  return {
    'stage:join': { ...onStage, hand: '2026-05-04T10:00:00.000Z' },
    'stage:open-transport': { ...onStage, direction: 'receive', codecs },
    'stage:connect-transport': { ...onStage, transportId, dtlsParameters: { role: 'client', fingerprints } },
    'stage:restart-ice': { ...onStage, transportId },
    'stage:send-track': {
      ...onStage,
      transportId,
      source: 'screen-audio',
      withTrackId: trackId,
      rtpParameters: {
        mid: '0',
        codecs: [{ ...codec, payloadType: 111 }],
        headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
        encodings: [{ ssrc: 11_111, dtx: true }],
        rtcp: { cname: 'ana', reducedSize: true },
      },
      on: true,
    },
    'stage:set-track': { ...onStage, trackId, on: false },
    'stage:end-track': { ...onStage, trackId },
    'stage:receive-tracks': { ...onStage, trackIds: [trackId] },
    'stage:set-consumers': {
      ...onStage,
      consumers: [{ consumerId, on: true, layer: { spatial: 1, temporal: 2 }, priority: 10 }],
    },
    'stage:end-consumers': { ...onStage, consumerIds: [consumerId] },
    'stage:leave': onStage,
    'stage:raise-hand': { ...onStage, up: true },
    'stage:react': { ...onStage, emoji: '👏' },
    'stage:check-in': { ...onStage, answer: 'slower' },
    'stage:say-quality': { ...onStage, quality: 'fair' },
    'captions:way': onStage,
    'captions:say': { ...onStage, text: 'Bienvenidas', language: 'es', source: 'typed' },
    'captions:hear': { ...onStage, sound: 'aG9sYQ==', type: 'audio/webm', language: 'es' },
    'stage:mute': { roomId, personId, source: 'microphone' },
    'stage:ask': { roomId, personId, source: 'camera' },
    'stage:lower-hands': { roomId, personId },
    'stage:remove': { roomId, personId },
    'stage:set': { roomId, locks: { microphones: true, cameras: true, screens: true }, muteOnEntry: true },
    'stage:pin': { roomId, pin: { personId, source: 'camera' } },
    'stage:count-down': { roomId, seconds: 60 },
    'stage:speak-to-all': { roomId, on: true },
    'stage:show-slides': { roomId, fileId },
    'stage:turn-page': { roomId, page: 2 },
  };
}

/** Those of calls, in a direct room. */
export const callExamples = (roomId: string): Record<keyof typeof callCommands, Record<string, unknown>> => ({
  'calls:ring': { roomId, peerId },
  'calls:answer': { roomId, accept: true },
});

/** What has to have happened for them: both are let in and on the stage, and one shows what pages can be turned of. */
export async function stageIsSet(
  [ana, beto]: readonly [Person, Person],
  { roomId, directId, fileId, meetingId }: Record<'roomId' | 'directId' | 'fileId' | 'meetingId', string>,
  name: CommandName,
): Promise<void> {
  if (name === 'calls:ring') await ana.socket.do('stage:join', { roomId: directId, peerId });
  if (!/^(stage|captions):/.test(name) || name === 'stage:join') return;
  await beto.socket.do('meetings:enter', { roomId, meetingId });
  await ana.socket.do('meetings:admit', { roomId, meetingId, personId: beto.id, admit: true });
  await ana.socket.do('stage:join', { roomId, peerId });
  await beto.socket.do('stage:join', { roomId, peerId: randomUUID() });
  if (name === 'stage:speak-to-all') {
    const rooms = [{ title: 'Uno' }];
    await ana.socket.do('breakouts:open', { roomId, clientId: randomUUID(), way: 'random', rooms });
  }
  if (name === 'stage:turn-page') await ana.socket.do('stage:show-slides', { roomId, fileId });
}

/** What stands for being understood: this hub has no video, and nobody calls. */
export function saidInstead(name: CommandName): ErrorCode | null {
  if (name === 'calls:answer') return 'calls/over';
  if (name === 'captions:hear') return 'captions/muted';
  const media = /^stage:(open-transport|connect-transport|restart-ice|.+-tracks?|.+-consumers)$/;
  return media.test(name) ? 'stage/not-ready' : null;
}
