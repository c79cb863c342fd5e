import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import type { CommandInput } from '../../src/contract/realtime.contract.js';
import type { RtpParametersInput } from '../../src/contract/stage-media.contract.js';
import { MediaWorkers } from '../../src/features/stage/media-workers.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import { camera, MediaPeer, microphone } from '../support/media-peer.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { withVideo } from './worker-bin.js';

const RUNS = 250;
const REFUSALS = /^(stage\/(bad-media|no-such-track|too-many-tracks|not-on-stage)|invalid-input)$/;

// --- everything that the contract lets through, whether or not it means anything
const word = fc.oneof(
  fc.constantFrom('', '0', 'a', 'r0', 'L1T3', 'S3T3_KEY', 'L9T9', 'nack', 'pli', 'transport-cc', 'goog-remb'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 32 }).map((text) => text.replaceAll(/[<>]/g, '_')),
);
const mimeType = fc.oneof(
  fc.constantFrom('audio/opus', 'AUDIO/OPUS', 'video/VP8', 'video/H264', 'video/rtx', 'audio/rtx', 'video/VP9'),
  fc.constantFrom('audio/multiopus', 'audio/PCMU', 'audio/telephone-event', 'video/AV1', 'audio/', 'video/', '/', ''),
);
const uri = fc.constantFrom(
  ...['sdes:mid', 'sdes:rtp-stream-id', 'sdes:repaired-rtp-stream-id', 'ssrc-audio-level', 'toffset', 'no'].map(
    (name) => `urn:ietf:params:rtp-hdrext:${name}`,
  ),
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
);
const ssrc = fc.oneof(fc.constantFrom(0, 1, 2, 0xffff_ffff), fc.nat(0xffff_ffff));
const payloadType = fc.oneof(fc.constantFrom(96, 97, 100, 111, 127), fc.nat(127));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const feedback = fc.array(fc.record({ type: word, parameter: maybe(word) }), { maxLength: 4 });
const number = fc.oneof(
  fc.constantFrom(0, -1, 1.5, 96, 2 ** 31, 2 ** 53, Number.MAX_VALUE),
  fc.double({ noNaN: true }),
);
const parameters = fc.dictionary(
  fc.constantFrom('apt', 'packetization-mode', 'profile-level-id', 'profile-id', 'usedtx', 'x'),
  fc.oneof(word, number),
);
const codec = {
  mimeType,
  clockRate: fc.constantFrom(1, 8_000, 48_000, 90_000, 192_000),
  channels: maybe(fc.constantFrom(1, 2, 16)),
  parameters: maybe(parameters),
  rtcpFeedback: maybe(feedback),
};
const rtpParameters = fc.record({
  mid: maybe(word),
  codecs: fc.array(fc.record({ ...codec, payloadType }), { maxLength: 6 }),
  headerExtensions: maybe(
    fc.array(fc.record({ uri, id: fc.integer({ min: 1, max: 255 }), encrypt: maybe(fc.boolean()) }), { maxLength: 6 }),
  ),
  encodings: maybe(
    fc.array(
      fc.record({
        ssrc: maybe(ssrc),
        rid: maybe(word),
        codecPayloadType: maybe(payloadType),
        rtx: maybe(fc.record({ ssrc })),
        dtx: maybe(fc.boolean()),
        scalabilityMode: maybe(word),
        maxBitrate: maybe(fc.nat(100_000_000)),
      }),
      { maxLength: 4 },
    ),
  ),
  rtcp: maybe(fc.record({ cname: maybe(word), reducedSize: maybe(fc.boolean()) })),
});
/** What a browser would say, but for one thing. */
const nearly = fc
  .tuple(
    fc.constantFrom(microphone, camera),
    rtpParameters,
    fc.constantFrom('mid', 'codecs', 'headerExtensions', 'encodings', 'rtcp'),
  )
  .map(([valid, strange, field]) => ({ ...valid(), [field]: strange[field] }));
const kind = fc.constantFrom('audio' as const, 'video' as const);
const capabilities = fc.record({
  codecs: maybe(fc.array(fc.record({ ...codec, kind, preferredPayloadType: maybe(payloadType) }), { maxLength: 8 })),
  headerExtensions: maybe(
    fc.array(fc.record({ kind, uri, preferredId: fc.integer({ min: 1, max: 255 }) }), { maxLength: 6 }),
  ),
});
const fingerprints = fc.array(
  fc.record({
    algorithm: fc.constantFrom('sha-1' as const, 'sha-256' as const, 'sha-512' as const),
    value: fc.constantFrom('AB', Array.from({ length: 32 }, () => '00').join(':'), Array(66).fill('Ff').join(':')),
  }),
  { minLength: 1, maxLength: 8 },
);
const role = maybe(fc.constantFrom('auto' as const, 'client' as const, 'server' as const));
const source = fc.constantFrom('microphone' as const, 'camera' as const, 'screen' as const, 'screen-audio' as const);

describe('whoever means no good', () => {
  let hub: TestHub;
  let vera: MediaPeer;
  let malo: MediaPeer;
  let people: Person[];
  let pid: number | undefined;
  const seed = Number(process.env['STAGE_SEED'] ?? Date.now() & 0x7fffffff);

  beforeAll(async () => {
    hub = await TestHub.boot({ env: withVideo(), replace: [generous] });
    people = [await hub.person('Vera'), await hub.person('Malo')];
    await Promise.all(people.map((person) => person.connect()));
    await waitFor('a worker', () => hub.app.get(MediaWorkers).video === 'ready' || undefined);
    const [host, guest] = people;
    if (!host || !guest) throw new Error('Nobody came.');
    const roomId = await hub.room(host, { visibility: 'public' });
    await guest.socket.do('rooms:join', { roomId });
    [vera, malo] = [await MediaPeer.on(host, roomId), await MediaPeer.on(guest, roomId)];
    await vera.enter();
    await malo.enter();
    await vera.send('microphone');
    pid = hub.app.get(MediaWorkers).all[0]?.pid;
    console.info(`hostile media: seed ${seed}`);
  });
  afterAll(async () => {
    for (const person of people) person.close();
    await hub.close();
  });
  /** The worker is the one it was, works, and Vera is as she was. */
  async function assertWell(): Promise<void> {
    expect(hub.app.get(MediaWorkers).all.map((worker) => worker.pid)).toEqual([pid]);
    await malo.enter();
    const trackId = await malo.send('camera');
    const { consumers } = await vera.do('stage:receive-tracks', { trackIds: [trackId] });
    expect(consumers).toHaveLength(1);
    expect(malo.sees(vera.person)?.microphone?.on).toBe(true);
    const metrics = await (await fetch(`${hub.url}/metrics`)).text();
    expect(metrics.split('\n').filter((line) => line.includes('outcome="internal"'))).toEqual([]);
  }
  const tolerated = async <N extends 'stage:send-track' | 'stage:open-transport' | 'stage:connect-transport'>(
    name: N,
    input: Omit<CommandInput<N>, 'roomId' | 'peerId'>,
  ): Promise<boolean> => {
    const whole: unknown = { roomId: malo.roomId, peerId: malo.peerId, ...input };
    const answer = await malo.person.socket.ask(name, whole as CommandInput<N>);
    if (!answer.ok) expect(answer.error.code).toMatch(REFUSALS);
    return answer.ok;
  };

  it('proposes media that nobody can mean: refused in words, and no worker falls', async () => {
    const proposals = fc.sample(
      fc.record({ rtpParameters: fc.oneof(rtpParameters, nearly), source, on: fc.boolean() }),
      { numRuns: RUNS, seed },
    );
    let taken = 0;
    for (const [index, proposal] of proposals.entries()) {
      if (index % 5 === 0) await malo.enter();
      const track = {
        ...proposal,
        transportId: malo.sendId,
        rtpParameters: proposal.rtpParameters as RtpParametersInput,
      };
      if (await tolerated('stage:send-track', track)) taken += 1;
    }
    // Some of it is strange and no more than that.
    expect(taken).toBeGreaterThan(5);
    await assertWell();
  });

  it('says that it plays what nobody plays, and shows strange certificates', async () => {
    const trackIds = [vera.sees()?.microphone?.trackId ?? ''];
    for (const codecs of fc.sample(capabilities, { numRuns: RUNS, seed })) {
      if (!(await tolerated('stage:open-transport', { direction: 'receive', codecs }))) continue;
      const whole = { roomId: malo.roomId, peerId: malo.peerId, trackIds };
      const answer = await malo.person.socket.ask('stage:receive-tracks', whole);
      if (!answer.ok) expect(answer.error.code).toMatch(REFUSALS);
    }
    for (const one of fc.sample(fc.record({ fingerprints, role }), { numRuns: 60, seed })) {
      await malo.enter();
      await tolerated('stage:connect-transport', { transportId: malo.sendId, dtlsParameters: one });
    }
    await assertWell();
  });

  it('throws STUN, DTLS, RTP and RTCP that are none at the port of the worker', async () => {
    const { iceCandidates, iceParameters } = await malo.do('stage:open-transport', { direction: 'send' });
    const portOf = (wanted: string) => iceCandidates.find(({ protocol }) => protocol === wanted)?.port ?? 0;
    const address = iceCandidates[0]?.address ?? '';
    const user = Buffer.from(`${iceParameters.usernameFragment}:x`);
    const magic = [0x21, 0x12, 0xa4, 0x42];
    const bytes = fc.uint8Array({ maxLength: 1_400 }).map((data) => Buffer.from(data));
    const headed = (...head: number[]) => bytes.map((data) => Buffer.concat([Buffer.from(head), data]));
    // A binding request with the right name, and then whatever.
    const stun = fc.tuple(fc.nat(0xffff), fc.nat(0xffff), bytes).map(([length, attribute, data]) => {
      const head = Buffer.from([0, 1, length >> 8, length & 255, ...magic, ...Array<number>(12).fill(7)]);
      const name = Buffer.from([0, 6, 0, user.length, ...user, 0, 0, 0]);
      return Buffer.concat([head, name, Buffer.from([attribute >> 8, attribute & 255, 255, 255]), data]);
    });
    const packet = fc.oneof(
      ...[bytes, stun, headed(0, 1, 0, 8, ...magic), headed(22, 254, 253), headed(20, 254, 255)],
      ...[headed(0x80, 96), headed(0x90, 96, 0, 1), headed(0xbf, 111), headed(0x80, 200, 255, 255), headed(0x81, 206)],
    );
    const packets = fc.sample(packet, { numRuns: 3_000, seed });
    const udp = createSocket('udp4');
    for (const one of packets) await new Promise<void>((sent) => udp.send(one, portOf('udp'), address, () => sent()));
    udp.close();
    for (let at = 0; at < packets.length; at += 300) {
      const tcp = connect(portOf('tcp'), address);
      tcp.on('error', () => undefined);
      await once(tcp, 'connect');
      for (const one of packets.slice(at, at + 30)) {
        // As ICE over TCP frames them, with a length that need not be true.
        const length = at % 600 === 0 ? one.length : 0xffff;
        tcp.write(Buffer.concat([Buffer.from([length >> 8, length & 255]), one]));
      }
      tcp.destroy();
    }
    await assertWell();
  });
});
