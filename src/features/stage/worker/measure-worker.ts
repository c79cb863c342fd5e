import { createSocket, type Socket } from 'node:dgram';
import { setPriority } from 'node:os';
import { createWorker, type types } from 'mediasoup';
import type { Clock } from '../../../platform/clock/clock.js';

const LISTENERS = 25;
const PACKETS_A_SECOND = 1_000;
const ROUND_MS = 20;
const TURN_MS = 1_000;
const TURNS_MAX = 30;
/** Of the worker's processor time, before it says something. */
const ENOUGH_S = 0.3;
const BYTES = 1_100;
const LOWEST = 19;
const SSRC = 1_111;
const HERE: types.TransportListenInfo = { protocol: 'udp', ip: '127.0.0.1' };
const VP8 = { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 } as const;

/**
 * Packets that a worker of this machine forwards in a second of its own processor time: one picture, sent to 25, each copy
 * encrypted as on the way to a browser, for some seconds and after everything else that wants the processor. Null: the machine was
 * too busy to say anything, or the hub ends.
 */
export async function measureWorker(
  workerBin: string,
  { key, clock, signal }: { key: () => Buffer; clock: Clock; signal: AbortSignal },
): Promise<number | null> {
  const [worker, sink] = await Promise.all([workerAtRest(workerBin), workerAtRest(workerBin)]);
  const socket = createSocket('udp4');
  try {
    const router = await worker.createRouter({ mediaCodecs: [VP8] });
    const away = await (await sink.createRouter()).createPlainTransport({ listenInfo: HERE });
    const source = await router.createPlainTransport({ listenInfo: HERE, comedia: true });
    const producer = await source.produce({
      kind: 'video',
      rtpParameters: {
        codecs: [{ mimeType: VP8.mimeType, clockRate: VP8.clockRate, payloadType: 101 }],
        encodings: [{ ssrc: SSRC }],
      },
    });
    const consumers: types.Consumer[] = [];
    for (let n = 0; n < LISTENERS; n += 1) {
      const transport = await router.createPlainTransport({ listenInfo: HERE, enableSrtp: true });
      const srtpParameters = { cryptoSuite: 'AES_CM_128_HMAC_SHA1_80', keyBase64: key().toString('base64') } as const;
      await transport.connect({ ip: HERE.ip, port: away.tuple.localPort, srtpParameters });
      consumers.push(await transport.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities }));
    }
    const before = await processorSeconds(worker);
    for (let turn = 0; turn < TURNS_MAX && !signal.aborted; turn += 1) {
      await send(socket, source.tuple.localPort, turn * PACKETS_A_SECOND, clock);
      const seconds = (await processorSeconds(worker)) - before;
      if (seconds < ENOUGH_S) continue;
      const sent = await Promise.all(consumers.map(packetsOfConsumer));
      return sent.reduce((sum, packets) => sum + packets, 0) / seconds;
    }
    return null;
  } finally {
    socket.close();
    worker.close();
    sink.close();
  }
}

async function workerAtRest(workerBin: string): Promise<types.Worker> {
  const worker = await createWorker({ workerBin, logLevel: 'none' });
  setPriority(worker.pid, LOWEST);
  return worker;
}

async function processorSeconds(worker: types.Worker): Promise<number> {
  const { ru_utime: own, ru_stime: system } = await worker.getResourceUsage();
  return (own + system) / 1000;
}

async function packetsOfConsumer(consumer: types.Consumer): Promise<number> {
  const stats = await consumer.getStats();
  return stats.reduce((sum, one) => sum + (one.type === 'outbound-rtp' ? one.packetCount : 0), 0);
}

/** A turn of whole pictures of one packet each, from this number on. */
async function send(socket: Socket, port: number, first: number, clock: Clock): Promise<void> {
  const began = clock.monotonic();
  for (let sent = 0; sent < PACKETS_A_SECOND;) {
    const due = ((clock.monotonic() - began) * PACKETS_A_SECOND) / TURN_MS;
    for (; sent < Math.min(due, PACKETS_A_SECOND); sent += 1) socket.send(picture(first + sent), port, HERE.ip);
    await clock.sleep(ROUND_MS);
  }
}

function picture(number: number): Buffer {
  const packet = Buffer.alloc(BYTES);
  // RTP version 2, the marker and the payload type; then VP8: a partition begins, and it is a key frame.
  packet.set([0x80, 0x80 | 101]);
  packet.writeUInt16BE(number & 0xffff, 2);
  packet.writeUInt32BE((number * 90) >>> 0, 4);
  packet.writeUInt32BE(SSRC, 8);
  packet.set([0x10, 0x00], 12);
  return packet;
}
