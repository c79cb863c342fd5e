import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '../../src/contract/realtime.contract.js';
import type { TrackSource } from '../../src/contract/stage.contract.js';
import { microphone } from '../support/media-peer.js';
import type { RoomDeed } from './deeds.js';
import type { Towards } from './columns.js';
import type { Scene } from './scenes.js';

type OfStage = Extract<CommandName, `${'stage' | 'calls' | 'captions'}:${string}`>;

/** Who hears one of these was allowed: the hub of the matrix has no video, and nobody else is on its stages or calls. */
const ALLOWED = [
  'stage/not-ready',
  'stage/person-not-here',
  'stage/no-slides',
  'stage/not-a-pdf',
  'breakouts/none-open',
  'calls/over',
  'captions/muted',
  'captions/of-age',
];

/** Tried by somebody who has come onto the stage, where they may. */
const deed = <N extends OfStage>(
  name: N,
  verb: string,
  input: (scene: Scene) => Omit<CommandInput<N>, 'roomId' | 'peerId'>,
  more: { peer?: boolean; towards?: Towards } = {},
): RoomDeed => ({
  operation: name,
  verb,
  ...(more.towards ? { towards: more.towards } : {}),
  run: async (who, scene) => {
    const onStage = { roomId: scene.roomId, peerId: randomUUID() };
    if (name !== 'stage:join') await who.socket.ask('stage:join', onStage);
    const whole: unknown = { ...(more.peer === false ? { roomId: scene.roomId } : onStage), ...input(scene) };
    const answer = await who.socket.decided(name, whole as CommandInput<N>);
    return answer.ok || ALLOWED.includes(answer.error.code) ? 'ok' : answer.error.code;
  },
});

const nothing = () => ({});
const transport = () => ({ transportId: randomUUID() });
const order = { peer: false };
const track = (source: TrackSource, verb: string): RoomDeed =>
  deed('stage:send-track', verb, () => ({ ...transport(), source, rtpParameters: microphone(), on: true }));
const fingerprints = [{ algorithm: 'sha-256' as const, value: 'AB:CD' }];

/** The stage, seen from who comes onto it. What is sent is tried with everything on: its locks are part of it. */
export const stageDeeds: readonly RoomDeed[] = [
  deed('stage:join', 'stage.join', nothing),
  deed('stage:leave', 'stage.join', nothing),
  deed('stage:open-transport', 'stage.join', () => ({ direction: 'send' as const })),
  deed('stage:connect-transport', 'stage.join', () => ({ ...transport(), dtlsParameters: { fingerprints } })),
  deed('stage:restart-ice', 'stage.join', transport),
  track('microphone', 'stage.speak'),
  track('camera', 'stage.show-camera'),
  track('screen', 'stage.share-screen'),
  deed('stage:set-track', 'stage.join', () => ({ trackId: randomUUID(), on: true })),
  deed('stage:end-track', 'stage.join', () => ({ trackId: randomUUID() })),
  deed('stage:receive-tracks', 'stage.join', () => ({ trackIds: [randomUUID()] })),
  deed('stage:set-consumers', 'stage.join', () => ({ consumers: [{ consumerId: randomUUID(), on: true }] })),
  deed('stage:end-consumers', 'stage.join', () => ({ consumerIds: [randomUUID()] })),
  deed('stage:say-quality', 'stage.join', () => ({ quality: 'fair' as const })),
  deed('captions:way', 'stage.caption', nothing),
  deed('captions:say', 'stage.caption', () => ({ text: 'hola', language: 'es' as const, source: 'typed' as const })),
  deed('captions:hear', 'stage.caption', () => ({
    ...{ sound: 'aG9sYQ==', type: 'audio/webm' as const, language: 'es' as const },
  })),
  deed('calls:ring', 'stage.ring', nothing),
  deed('calls:answer', 'stage.join', () => ({ accept: true }), order),
  deed('stage:raise-hand', 'stage.raise-hand', () => ({ up: true })),
  deed('stage:react', 'stage.react', () => ({ emoji: '👏' })),
  deed('stage:check-in', 'stage.check-in', () => ({ answer: 'slower' as const })),
  ...(['lower', 'higher'] as const).flatMap((towards) => {
    const personOf = ({ extras }: Scene) => extras[towards === 'lower' ? 'learner' : 'coHost'].id;
    const source = 'microphone' as const;
    return [
      deed('stage:mute', 'stage.mute-person', (scene) => ({ personId: personOf(scene), source }), {
        ...order,
        towards,
      }),
      deed('stage:remove', 'stage.remove-person', (scene) => ({ personId: personOf(scene) }), { ...order, towards }),
    ];
  }),
  deed('stage:ask', 'stage.ask', ({ extras }) => ({ personId: extras.learner.id, source: 'camera' as const }), order),
  deed('stage:lower-hands', 'stage.lead', () => ({ personId: null }), order),
  deed('stage:set', 'stage.lead', () => ({ locks: { cameras: true } }), order),
  deed('stage:pin', 'stage.lead', () => ({ pin: null }), order),
  deed('stage:count-down', 'stage.lead', () => ({ seconds: 60 }), order),
  deed('stage:speak-to-all', 'breakout.broadcast', () => ({ on: true }), order),
  deed('stage:show-slides', 'stage.present', ({ othersMaterial }) => ({ fileId: othersMaterial }), order),
  deed('stage:turn-page', 'stage.present', () => ({ page: 2 }), order),
];
