// A room of people who send and receive packets, carried by one worker: through our layer, or by a bare script with the same router
// and tracks. No browser has a part in it: where a browser would come by ICE and DTLS, packets come in as they are and go out with
// SRTP, in both.
import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { placeOf, versionOf } from '../../scripts/mediasoup-worker/place.mjs';
import { layersOf, VOICES } from './rtp.mjs';

const HERE = { protocol: 'udp', ip: '127.0.0.1' };
const built = (file) => import(resolve('dist/src/features/stage', file));
export const workerBin = () => process.env.MEDIASOUP_WORKER_BIN || placeOf(versionOf('node_modules/mediasoup'));

export const camera = (person) => ({
  codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }],
  encodings: layersOf(person).map(({ ssrc }) => ({ ssrc, scalabilityMode: 'L1T1' })),
});
export const voice = (person) => ({
  codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
  encodings: [{ ssrc: VOICES + person }],
});

/** A line that goes to the sink instead of to a browser. */
async function lineOut(router, sink) {
  const transport = await router.createPlainTransport({ listenInfo: HERE, enableSrtp: true });
  const srtpParameters = { cryptoSuite: 'AES_CM_128_HMAC_SHA1_80', keyBase64: randomBytes(30).toString('base64') };
  await transport.connect({ ip: HERE.ip, port: sink, srtpParameters });
  return transport;
}
export const lineIn = (router) => router.createPlainTransport({ listenInfo: HERE, comedia: true });

/** What both can do: `send` opens what somebody sends, `receive` begins to receive it. Ids of tracks are places in `tracks`. */
class Bare {
  tracks = [];
  static async open() {
    const { createWorker } = await import('mediasoup');
    const { codecs } = await built('stage-codecs.js');
    const worker = await createWorker({ workerBin: workerBin(), logLevel: 'error' });
    return Object.assign(new Bare(), { worker, router: await worker.createRouter({ mediaCodecs: codecs }) });
  }
  async send(person, speaks) {
    const transport = await lineIn(this.router);
    const video = await transport.produce({ kind: 'video', rtpParameters: camera(person) });
    const audio = speaks ? await transport.produce({ kind: 'audio', rtpParameters: voice(person) }) : null;
    this.tracks[person] = { video, audio };
    return transport.tuple.localPort;
  }
  async receive(person, wishes, sink) {
    const transport = await lineOut(this.router, sink);
    const { rtpCapabilities } = this.router;
    return Promise.all(
      wishes.map(async ({ of, kind, layer }) => {
        const { id: producerId } = this.tracks[of][kind];
        const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true });
        if (layer !== null) await consumer.setPreferredLayers({ spatialLayer: layer, temporalLayer: 0 });
        await consumer.resume();
        return consumer;
      }),
    );
  }
  close() {
    this.worker.close();
  }
}

class Ours {
  tracks = [];
  static async open() {
    const [{ MediaWorker }, { StageMedia }, { PeerMedia }] = await Promise.all(
      ['media-worker.js', 'stage-media.js', 'peer-media.js'].map(built),
    );
    const limits = { flowing: Infinity, transports: Infinity };
    const worker = await MediaWorker.start({ path: workerBin(), number: 0, listenInfos: [HERE], limits });
    const media = await StageMedia.open(randomUUID(), worker, { speaking: () => undefined, lost: () => undefined });
    const room = Object.assign(new Ours(), { worker, media });
    room.peerOf = (person) =>
      new PeerMedia(media, { personId: String(person), changed: () => undefined, now: () => performance.now() });
    return room;
  }
  // The layer asks for a line to a browser, and gets this one.
  async open(peer, direction, line) {
    const { router } = this.media;
    router.createWebRtcTransport = () => line(router);
    return peer.open({ direction, codecs: router.rtpCapabilities });
  }
  async send(person, speaks) {
    const peer = this.peerOf(person);
    let port;
    const { transportId } = await this.open(peer, 'send', async (router) => {
      const line = await lineIn(router);
      port = line.tuple.localPort;
      return line;
    });
    const video = await peer.send({ transportId, source: 'camera', rtpParameters: camera(person), on: true });
    const rtpParameters = voice(person);
    const audio = speaks ? await peer.send({ transportId, source: 'microphone', rtpParameters, on: true }) : null;
    this.tracks[person] = { video, audio };
    return port;
  }
  async receive(person, wishes, sink) {
    const peer = this.peerOf(person);
    const consumers = [];
    await this.open(peer, 'receive', async (router) => {
      const line = await lineOut(router, sink);
      line.observer.on('newconsumer', (consumer) => consumers.push(consumer));
      return line;
    });
    const received = await peer.heard.receive(wishes.map(({ of, kind }) => this.tracks[of][kind]));
    await peer.heard.set(
      received.map(({ consumerId, kind }, at) => {
        const { layer } = wishes[at];
        const wanted = layer === null ? null : { spatial: layer, temporal: 0 };
        return { consumerId, on: true, layer: wanted, priority: kind === 'audio' ? 255 : 100 };
      }),
    );
    return consumers;
  }
  close() {
    return this.worker.close();
  }
}

export const openRoom = (kind) => (kind === 'ours' ? Ours : Bare).open();

/** Packets and bytes that have gone out. */
export async function sentBy(consumers) {
  const stats = (await Promise.all(consumers.map((consumer) => consumer.getStats()))).flat();
  const out = stats.filter(({ type }) => type === 'outbound-rtp');
  const sum = (key) => out.reduce((all, one) => all + one[key], 0);
  return { packets: sum('packetCount'), bytes: sum('byteCount') };
}
