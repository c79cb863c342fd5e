import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import type { RtpCapabilitiesInput, RtpParametersInput } from '../../src/contract/stage-media.contract.js';
import { MediaWorker } from '../../src/features/stage/media-worker.js';
import { PeerMedia } from '../../src/features/stage/peer-media.js';
import { StageMedia } from '../../src/features/stage/stage-media.js';
import { camera, h264 } from '../support/media-peer.js';
import { waitFor } from '../support/wait-for.js';
import { workerBin } from './worker-bin.js';

const nothing = () => undefined;
const onStage = { roomId: '', peerId: '' };

describe('a camera in H264, as a phone paints it in hardware', () => {
  let worker: MediaWorker;
  let media: StageMedia;
  beforeAll(async () => {
    const listenInfos: types.TransportListenInfo[] = [{ protocol: 'udp', ip: '127.0.0.1' }];
    worker = await MediaWorker.start({
      ...{ path: workerBin(), number: 0, listenInfos },
      limits: { flowing: 10, transports: 10 },
    });
    media = await StageMedia.open(randomUUID(), worker, { speaking: nothing, lost: nothing });
  });
  afterAll(() => worker.close());

  it('is received as such beside those in VP8, and not by whoever cannot paint it', async () => {
    const person = (personId: string) => new PeerMedia(media, { personId, changed: nothing, now: () => 0 });
    const send = async (rtpParameters: RtpParametersInput) => {
      const peer = person(randomUUID());
      const { transportId } = await peer.open({ ...onStage, direction: 'send' });
      return peer.send({ ...onStage, transportId, source: 'camera', rtpParameters, on: true });
    };
    const tracks = [await send(h264()), await send(camera())];
    const seenBy = async (codecs: RtpCapabilitiesInput) => {
      const peer = person(randomUUID());
      await peer.open({ ...onStage, direction: 'receive', codecs });
      const received = await peer.heard.receive(tracks);
      return received.map(({ kind, rtpParameters }) => [kind, rtpParameters.codecs[0]?.mimeType]);
    };
    expect(await seenBy(media.codecs)).toEqual([
      ['video', 'video/H264'],
      ['video', 'video/VP8'],
    ]);
    const all = media.codecs.codecs ?? [];
    const painted = all.find(({ mimeType }) => mimeType === 'video/H264')?.preferredPayloadType;
    const without = all.filter(
      ({ mimeType, parameters }) => mimeType !== 'video/H264' && parameters?.['apt'] !== painted,
    );
    expect(await seenBy({ ...media.codecs, codecs: without })).toEqual([['video', 'video/VP8']]);
  });

  it('goes through packet by packet, from a whole picture on', async () => {
    const { router } = media;
    const [from, to] = [await router.createDirectTransport(), await router.createDirectTransport()];
    const rtpParameters = h264(7) as types.RtpParameters;
    const producer = await from.produce({ kind: 'video', rtpParameters });
    const { rtpCapabilities } = router;
    const consumer = await to.consume({ producerId: producer.id, rtpCapabilities });
    const came: string[] = [];
    consumer.on('rtp', (packet) => came.push(packet.subarray(-4).toString('hex')));
    // A slice of a picture that nobody has seen the beginning of, then parameters of a picture, then a whole one.
    const units = [0x41, 0x67, 0x65].map((unit) => Buffer.from([unit, 0x42, 0xe0, 0x1f]));
    for (const [at, unit] of units.entries()) {
      const head = Buffer.alloc(12);
      head.set([0x80, 0x80 | 102, 0, at]);
      head.writeUInt32BE(7, 8);
      producer.send(Buffer.concat([head, unit]));
    }
    const whole = units.slice(1).map((unit) => unit.toString('hex'));
    await waitFor('a whole picture', () => came.length >= whole.length);
    expect(came).toEqual(whole);
  });
});
