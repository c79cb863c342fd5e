import { Device, type types } from 'mediasoup-client';
import type { IceServer, RtpCapabilitiesInput, RtpParametersInput } from '@contract/stage-media.contract.js';
import type { TrackSource } from '@contract/stage.contract.js';
import type { Live } from '../../../lib/streams/live.js';
import { newId } from '../../../lib/session/device.js';

/** Who this device is on which stage: part of every command. */
export interface OnStage {
  readonly roomId: string;
  readonly peerId: string;
}
export interface SfuOptions {
  readonly ask: Live['ask'];
  readonly onStage: OnStage;
  readonly codecs: RtpCapabilitiesInput;
  readonly iceServers: IceServer[];
  /** Media have stopped flowing one way or the other. */
  readonly onTrouble: () => void;
}
interface Sending {
  readonly source: TrackSource;
  readonly on: boolean;
  readonly withTrackId?: string;
}
export interface SentTrack {
  readonly trackId: string;
  /** The most that is sent of its layers, 0 … 2. */
  limit(spatial: number): Promise<void>;
  replace(track: MediaStreamTrack): Promise<void>;
  close(): void;
}
export interface ReceivedTrack {
  readonly consumerId: string;
  readonly trackId: string;
  readonly track: MediaStreamTrack;
  close(): void;
}

const CAMERA: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 140_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 450_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_400_000, scalabilityMode: 'L1T3' },
];
const SCREEN: types.RtpEncodingParameters[] = [{ maxBitrate: 2_500_000, maxFramerate: 15 }];
/** A connection that says nothing for this long is given new names; most hiccups are over before. */
const SILENT_MS = 1_200;

/** Opens what media go through; the only file that knows mediasoup-client. */
export async function openSfu(options: SfuOptions): Promise<Sfu> {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: options.codecs as types.RtpCapabilities });
  return new Sfu(device, options);
}

export class Sfu {
  #send: Promise<types.Transport> | undefined;
  #receive: Promise<types.Transport> | undefined;
  readonly #open = new Set<types.Transport>();
  readonly #sending = new Map<string, Sending>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #closed = false;

  constructor(
    private readonly device: Device,
    private readonly options: SfuOptions,
  ) {}

  async send(track: MediaStreamTrack, sending: Sending): Promise<SentTrack> {
    const transport = await this.#sender();
    const key = newId();
    this.#sending.set(key, sending);
    const video = sending.source === 'camera' ? CAMERA : SCREEN;
    const producer = await transport
      .produce({
        track,
        encodings: track.kind === 'video' ? video : undefined,
        codecOptions:
          track.kind === 'audio'
            ? { opusDtx: sending.source === 'microphone', opusFec: true, opusStereo: sending.source === 'screen-audio' }
            : { videoGoogleStartBitrate: 600 },
        // Whoever opened the track decides whether its light goes out.
        stopTracks: false,
        disableTrackOnPause: false,
        appData: { key },
      })
      .finally(() => this.#sending.delete(key));
    return {
      trackId: producer.id,
      limit: (spatial) => producer.setMaxSpatialLayer(spatial),
      replace: (next) => producer.replaceTrack({ track: next }),
      close: () => producer.close(),
    };
  }

  /** Consumers of these tracks, paused; those that have ended meanwhile are left out. */
  async receive(trackIds: string[]): Promise<ReceivedTrack[]> {
    const { ask, onStage } = this.options;
    const transport = await this.#receiver();
    const { consumers } = await ask('stage:receive-tracks', { ...onStage, trackIds });
    // Together they cost one negotiation.
    return Promise.all(
      consumers.map(async ({ consumerId, trackId, kind, rtpParameters }) => {
        const consumer = await transport.consume({
          id: consumerId,
          producerId: trackId,
          kind,
          rtpParameters: rtpParameters as types.RtpParameters,
        });
        return { consumerId, trackId, track: consumer.track, close: () => consumer.close() };
      }),
    );
  }

  /** New names for every connection that does not flow: after a change of network, or when the socket was away. */
  async reconnect(): Promise<void> {
    const { ask, onStage } = this.options;
    const still = [...this.#open].filter(({ connectionState }) => connectionState !== 'connected');
    await Promise.all(
      still.map(async (transport) => {
        // One that never began has nothing to begin anew.
        if (transport.connectionState === 'new') return;
        const { iceParameters } = await ask('stage:restart-ice', { ...onStage, transportId: transport.id });
        await transport.restartIce({ iceParameters });
      }),
    );
  }

  /** Whether everything that was opened flows. */
  get flows(): boolean {
    return [...this.#open].every(({ connectionState }) => connectionState === 'connected' || connectionState === 'new');
  }

  /** What the sending and the receiving connection count. */
  async counts(): Promise<{ sent: Iterable<RTCStats>; received: Iterable<RTCStats> }> {
    const [sent, received] = await Promise.all([this.#send, this.#receive].map(countsOf));
    return { sent: sent ?? [], received: received ?? [] };
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const transport of this.#open) transport.close();
    this.#open.clear();
  }

  // Opened when there is something to send or to receive; what failed is tried anew.
  #sender(): Promise<types.Transport> {
    return (this.#send ??= this.#transport('send').catch((failure: unknown) => {
      this.#send = undefined;
      throw failure;
    }));
  }

  #receiver(): Promise<types.Transport> {
    return (this.#receive ??= this.#transport('receive').catch((failure: unknown) => {
      this.#receive = undefined;
      throw failure;
    }));
  }

  async #transport(direction: 'send' | 'receive'): Promise<types.Transport> {
    const { ask, onStage, iceServers } = this.options;
    const codecs = direction === 'receive' ? this.device.recvRtpCapabilities : undefined;
    const { transportId, ...parameters } = await ask('stage:open-transport', {
      ...onStage,
      direction,
      ...(codecs ? { codecs: codecs as RtpCapabilitiesInput } : {}),
    });
    const options: types.TransportOptions = { id: transportId, ...parameters, iceServers };
    const transport =
      direction === 'send' ? this.device.createSendTransport(options) : this.device.createRecvTransport(options);
    if (this.#closed) transport.close();
    else this.#open.add(transport);
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      ask('stage:connect-transport', { ...onStage, transportId, dtlsParameters }).then(done, failed);
    });
    transport.on('produce', ({ rtpParameters, appData }, done, failed) => {
      const sending = this.#sending.get(String(appData['key']));
      if (!sending) return failed(new Error('nothing is being sent'));
      const parameters = rtpParameters as RtpParametersInput;
      ask('stage:send-track', { ...onStage, transportId, rtpParameters: parameters, ...sending }).then(
        ({ trackId }) => done({ id: trackId }),
        failed,
      );
    });
    transport.on('connectionstatechange', (state) => {
      if (state === 'failed') this.options.onTrouble();
      if (state === 'disconnected') this.#lookLater(transport);
    });
    return transport;
  }

  #lookLater(transport: types.Transport): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!transport.closed && transport.connectionState === 'disconnected') this.options.onTrouble();
    }, SILENT_MS);
    this.#timers.add(timer);
  }
}

async function countsOf(opening: Promise<types.Transport> | undefined): Promise<Iterable<RTCStats>> {
  const transport = await opening?.catch(() => undefined);
  if (!transport || transport.closed) return [];
  const stats: RTCStats[] = [];
  (await transport.getStats()).forEach((stat: RTCStats) => stats.push(stat));
  return stats;
}
