import type { types } from 'mediasoup';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import { badMedia, stageFull, tooManyTracks } from './stage.errors.js';
import { accepted, type StageMedia, type Track } from './stage-media.js';

type Wanted = CommandParsed<'stage:set-consumers'>['consumers'][number];
type Received = CommandResult<'stage:receive-tracks'>['consumers'];

export const CONSUMERS_MAX = 200;
const ALL_LAYERS: types.ConsumerLayers = { spatialLayer: 2, temporalLayer: 2 };

interface Line {
  readonly transport: types.WebRtcTransport;
  readonly codecs: types.RtpCapabilities;
}
interface Heard {
  readonly consumer: types.Consumer;
  readonly trackId: string;
  /** This device wants it now. */
  wanted: boolean;
  /** It counts for the worker: it is wanted, and it is on. */
  flowing: boolean;
}

/** What one device receives. Only what flows counts for the worker. */
export class HeardTracks {
  readonly #heard = new Map<string, Heard>();
  #line: Line | undefined;

  constructor(private readonly media: StageMedia) {}

  get size(): number {
    return this.#heard.size;
  }

  over(transport: types.WebRtcTransport, codecs: types.RtpCapabilities): void {
    this.#line = { transport, codecs };
  }

  /** Who asks again for what they have gets the same; what this device cannot play is left out, as what has ended. */
  async receive(tracks: readonly Track[]): Promise<Received> {
    const line = this.#line;
    if (line === undefined || line.transport.closed) throw badMedia();
    const had = new Map([...this.#heard.values()].map((heard) => [heard.trackId, heard]));
    const more = tracks.filter(({ id }) => !had.has(id));
    if (this.#heard.size + more.length > CONSUMERS_MAX) throw tooManyTracks();
    const received: Received = [];
    for (const { id, producer } of tracks) {
      const known = had.get(id) ?? (await this.consume(line, producer));
      if (known === null) continue;
      const { id: consumerId, kind, rtpParameters } = known.consumer;
      received.push({ consumerId, trackId: id, kind, rtpParameters: rtpParameters as Received[0]['rtpParameters'] });
    }
    return received;
  }

  /** Throws `stage/full` where not all could flow; those that could, do. */
  async set(wanted: readonly Wanted[]): Promise<void> {
    let full = false;
    await Promise.all(
      wanted.map(async (one) => {
        const heard = this.#heard.get(one.consumerId);
        if (heard !== undefined) full = !(await this.adjust(heard, one)) || full;
      }),
    );
    if (full) throw stageFull();
  }

  end(consumerIds: readonly string[]): void {
    for (const id of consumerIds) this.#heard.get(id)?.consumer.close();
  }

  private async consume({ transport, codecs }: Line, producer: types.Producer): Promise<Heard | null> {
    const { router } = this.media;
    if (producer.closed || !router.canConsume({ producerId: producer.id, rtpCapabilities: codecs })) return null;
    let consumer: types.Consumer;
    try {
      consumer = await accepted(this.media, () =>
        transport.consume({ producerId: producer.id, rtpCapabilities: codecs, paused: true }),
      );
    } catch (error) {
      // It ended while it was asked for.
      if (producer.closed) return null;
      throw error;
    }
    const heard: Heard = { consumer, trackId: producer.id, wanted: false, flowing: false };
    this.#heard.set(consumer.id, heard);
    consumer.observer.once('close', () => {
      this.#heard.delete(consumer.id);
      this.count(heard, false);
    });
    // Who turns a microphone on is not refused for those who listen: only more wishes are.
    consumer.on('producerpause', () => this.count(heard, false));
    consumer.on('producerresume', () => this.count(heard, heard.wanted));
    return heard;
  }

  // False where the worker carries no more.
  private async adjust(heard: Heard, { on, layer, priority }: Wanted): Promise<boolean> {
    const { consumer } = heard;
    const flows = on && !consumer.producerPaused;
    if (flows && !heard.flowing && !this.media.worker.hasRoom) return false;
    heard.wanted = on;
    this.count(heard, flows);
    const layers = layer === null ? ALL_LAYERS : { spatialLayer: layer.spatial, temporalLayer: layer.temporal };
    await this.unlessClosed(consumer, async () => {
      if (on && consumer.type !== 'simple') await consumer.setPreferredLayers(layers);
      if (on && consumer.priority !== priority) await consumer.setPriority(priority);
      if (on === consumer.paused) await (on ? consumer.resume() : consumer.pause());
    });
    return true;
  }

  private count(heard: Heard, flowing: boolean): void {
    if (heard.flowing !== flowing) this.media.worker.flowing += flowing ? 1 : -1;
    heard.flowing = flowing;
  }

  private async unlessClosed(consumer: types.Consumer, work: () => Promise<void>): Promise<void> {
    try {
      await accepted(this.media, work);
    } catch (error) {
      if (!consumer.closed) throw error;
    }
  }
}
