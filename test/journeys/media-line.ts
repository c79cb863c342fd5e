import { createSocket } from 'node:dgram';
import type { BrowserContext, Page } from 'playwright-core';
import { PacketLine } from '../faults/datagrams.js';
import { Proxy } from '../faults/proxy.js';

/** Where the worker of a hub listens that nobody else can reach, and where the spoiled way to it begins. */
const WORKER = '127.0.0.1';
const DOOR = '127.0.0.2';

/** A port that is free now, for a hub whose worker shall be found at it. */
export async function freeMediaPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, WORKER, resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

/** The line of one device to the worker: by packets and by TCP, each with a weather of its own. The socket to the hub is another. */
export class MediaLine {
  private constructor(
    readonly packets: PacketLine,
    readonly tcp: Proxy,
  ) {}

  static async open(port: number): Promise<MediaLine> {
    const packets = await PacketLine.open({ address: DOOR, port }, { address: WORKER, port });
    return new MediaLine(packets, await Proxy.open(() => ({ port, host: WORKER }), { port, host: DOOR }));
  }

  /** Whatever the hub says where its worker is: this device goes there through the line. */
  async lead(device: BrowserContext): Promise<void> {
    await device.addInitScript(`(() => {
      const plain = RTCPeerConnection.prototype.setRemoteDescription;
      RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
        return plain.call(this, { type, sdp: sdp.replaceAll(' ${WORKER} ', ' ${DOOR} ') });
      };
    })()`);
  }

  async close(): Promise<void> {
    this.packets.close();
    await this.tcp.close();
  }
}

export interface Sent {
  /** Width of each size of the camera that flows. */
  widths: number[];
  /** How the packets go: `udp` or `tcp`, of every connection. */
  ways: string[];
}

/** What a page sends now, and how; `window.connections` is kept by countConnections. */
export const sentFrom = (page: Page): Promise<Sent> =>
  page.evaluate<Sent>(`(async () => {
    const sent = { widths: [], ways: [] };
    for (const connection of window.connections.filter(({ signalingState }) => signalingState !== 'closed')) {
      const stats = [...(await connection.getStats()).values()];
      const byId = new Map(stats.map((stat) => [stat.id, stat]));
      for (const stat of stats) {
        if (stat.type === 'outbound-rtp' && stat.kind === 'video' && stat.active) sent.widths.push(stat.frameWidth ?? 0);
        if (stat.type !== 'transport' || !stat.selectedCandidatePairId) continue;
        const pair = byId.get(stat.selectedCandidatePairId);
        sent.ways.push(byId.get(pair.localCandidateId).protocol);
      }
    }
    return sent;
  })()`);
