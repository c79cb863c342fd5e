import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import { MediaWorker } from '../../src/features/stage/media-worker.js';
import { PeerMedia } from '../../src/features/stage/peer-media.js';
import { StageMedia } from '../../src/features/stage/stage-media.js';
import { microphone } from '../support/media-peer.js';
import { workerBin } from './worker-bin.js';

const full = { code: 'stage/full' };
const nothing = () => undefined;

describe('a worker that has all it can carry', () => {
  it('refuses one line more and one flowing track more, in words, and has room again for what ends', async () => {
    const listenInfos: types.TransportListenInfo[] = [{ protocol: 'udp', ip: '127.0.0.1' }];
    const limits = { flowing: 1, transports: 3 };
    const worker = await MediaWorker.start({ path: workerBin(), number: 0, listenInfos, limits });
    const media = await StageMedia.open(randomUUID(), worker, { speaking: nothing, lost: nothing });
    const [ana, berto, carla] = ['ana', 'berto', 'carla'].map(
      (personId) => new PeerMedia(media, { personId, changed: nothing, now: () => 0 }),
    ) as [PeerMedia, PeerMedia, PeerMedia];
    const send = async (peer: PeerMedia) => {
      const { transportId } = await peer.open({ roomId: '', peerId: '', direction: 'send' });
      const rtpParameters = microphone();
      return peer.send({ roomId: '', peerId: '', transportId, source: 'microphone', rtpParameters, on: true });
    };
    const tracks = [await send(ana), await send(berto)];
    await carla.open({ roomId: '', peerId: '', direction: 'receive', codecs: media.codecs });
    await expect(send(carla)).rejects.toMatchObject(full);
    expect(worker.transports).toBe(3);

    const received = await carla.heard.receive(tracks);
    const wanted = received.map(({ consumerId }) => ({ consumerId, on: true, layer: null, priority: 1 }));
    await expect(carla.heard.set(wanted)).rejects.toMatchObject(full);
    expect(worker.flowing).toBe(1);
    const [first, second] = wanted;
    if (!first || !second) throw new Error('Nothing is received.');
    await carla.heard.set([{ ...first, on: false }]);
    await carla.heard.set([second]);
    expect(worker.flowing).toBe(1);
    ana.close();
    await send(carla);
    media.close();
    expect(worker).toMatchObject({ flowing: 0, transports: 0, stages: 0 });
    await worker.close();
  });
});
