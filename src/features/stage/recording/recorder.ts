import { join } from 'node:path';
import type { types } from 'mediasoup';
import type { RecordingView } from '../../../contract/recordings.contract.js';
import type { Clock } from '../../../platform/clock/clock.js';
import type { Ids } from '../../../platform/ids/ids.js';
import type { Stage } from '../stage.js';
import type { StageMedia, Track } from '../stage-media.js';
import { consents } from './recording-rules.js';
import type { NewTrack } from './recordings.repository.js';
import { Tape } from './tape.js';

/** Of a camera the middle of its three layers is enough for a tile; a screen has only one. */
const LAYERS: types.ConsumerLayers = { spatialLayer: 1, temporalLayer: 2 };
/** A whole picture so often: from there one can jump in, and what a loss broke is mended. */
const WHOLE_PICTURE_MS = 10_000;

export interface RecorderHouse {
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where tapes are. */
  readonly folder: string;
  /** The row comes before the bytes; false where nothing of its person is kept any more. */
  keep(track: NewTrack): Promise<boolean>;
  failed(recorder: Recorder, error: unknown): void;
}
interface Tap {
  readonly producerId: string;
  readonly trackId: string;
  readonly personId: string;
  readonly tape: Tape;
  readonly consumer: types.Consumer;
  wholeAt: number;
}
export type Recorded = Omit<RecordingView, 'touched'>;

/** Keeps the packets of those who said yes, each track on a tape of its own, while a recording is on. */
export class Recorder {
  /** Since when nobody is there who leads; ms of the clock. */
  hostlessSince: number | null = null;
  readonly #taps = new Map<string, Tap>();
  readonly #opening = new Map<string, Promise<void>>();
  readonly #closing = new Set<Promise<void>>();
  /** Of tracks that no browser of ours sends. */
  readonly #unfit = new Set<string>();
  #line: { readonly media: StageMedia; readonly transport: Promise<types.DirectTransport> } | null = null;
  #elapsed = 0;
  #onSince: number | null = null;
  #closedBytes = 0;
  #closed = false;

  constructor(
    readonly roomId: string,
    readonly meetingId: string,
    public recording: Recorded,
    /** People may leave and come back onto another one. */
    private readonly stage: () => Stage | undefined,
    private readonly house: RecorderHouse,
  ) {}

  get id(): string {
    return this.recording.id;
  }

  /** Milliseconds of the recording so far, its pauses cut out. */
  get elapsedMs(): number {
    return this.#elapsed + (this.#onSince === null ? 0 : this.house.clock.monotonic() - this.#onSince);
  }

  get bytes(): number {
    return [...this.#taps.values()].reduce((sum, { tape }) => sum + tape.bytes, this.#closedBytes);
  }

  isWriting(trackId: string): boolean {
    return [...this.#taps.values()].some((tap) => tap.trackId === trackId);
  }

  /** What holds from now on. Nothing of those who did not say yes is taken after this returns. */
  obey(recording: Recorded): void {
    this.recording = recording;
    const on = recording.state === 'on' && !this.#closed;
    const now = this.house.clock.monotonic();
    if (on && this.#onSince === null) {
      this.#onSince = now;
      for (const tap of this.#taps.values()) this.paint(tap);
    } else if (!on && this.#onSince !== null) {
      const at = this.elapsedMs;
      for (const { tape } of this.#taps.values()) tape.off(at);
      this.#elapsed = at;
      this.#onSince = null;
    }
    this.agree();
  }

  /** Who sends what now is what is kept; looked at again after everything that may have changed it. */
  agree(): void {
    const wanted = this.wanted();
    for (const [producerId, tap] of this.#taps) if (!wanted.has(producerId)) this.drop(tap);
    if (this.#onSince === null) return;
    for (const [producerId, track] of wanted) {
      if (this.#taps.has(producerId) || this.#opening.has(producerId) || this.#unfit.has(producerId)) continue;
      const opening = this.open(track)
        .catch((error: unknown) => this.house.failed(this, error))
        .finally(() => this.#opening.delete(producerId));
      this.#opening.set(producerId, opening);
    }
  }

  /** Once in a while: what is gathered goes to the disk, and pictures are painted anew. */
  tick(): void {
    const now = this.house.clock.monotonic();
    for (const tap of this.#taps.values()) {
      tap.tape.flush();
      if (this.#onSince !== null && now >= tap.wholeAt + WHOLE_PICTURE_MS) this.paint(tap);
    }
    this.agree();
  }

  /** Resolves when everything is on the disk. */
  async close(): Promise<void> {
    this.#closed = true;
    this.obey({ ...this.recording, state: 'paused' });
    for (const tap of this.#taps.values()) this.drop(tap);
    await Promise.all(this.#opening.values());
    await Promise.all(this.#closing);
    const line = this.#line;
    this.#line = null;
    if (line !== null) (await line.transport).close();
  }

  /** By producer. While it is paused the tapes stay, silent. */
  private wanted(): Map<string, Track> {
    const people = this.#closed
      ? []
      : [...(this.stage()?.peers.values() ?? [])].filter(({ id }) => consents(this.recording, id));
    const tracks = people.flatMap(({ media }) => [...(media?.tracks.values() ?? [])]);
    return new Map(tracks.map((track) => [track.producer.id, track]));
  }

  private async open(track: Track): Promise<void> {
    const media = await this.stage()?.media();
    if (!media) return;
    const { producer, source, personId } = track;
    const codec = producer.rtpParameters.codecs[0]?.mimeType.toLowerCase();
    if (codec !== 'audio/opus' && codec !== 'video/vp8') {
      this.#unfit.add(producer.id);
      return;
    }
    const consumer = await this.consume(media, producer);
    if (consumer === null) return;
    const trackId = this.house.ids.next();
    const kept = { id: trackId, recordingId: this.id, personId, source } as const;
    let tape: Tape;
    try {
      if (!(await this.house.keep({ ...kept, codec: codec === 'audio/opus' ? 'opus' : 'vp8' })))
        return consumer.close();
      tape = await Tape.open(join(this.house.folder, trackId), (error) => this.house.failed(this, error));
    } catch (error) {
      consumer.close();
      throw error;
    }
    const tap: Tap = { producerId: producer.id, trackId, personId, tape, consumer, wholeAt: -Infinity };
    this.#taps.set(producer.id, tap);
    // It may have ended, or its person said no, while it was opened.
    if (consumer.closed || !this.wanted().has(producer.id)) return this.drop(tap);
    media.worker.flowing += 1;
    consumer.observer.once('close', () => {
      media.worker.flowing -= 1;
      this.drop(tap);
    });
    consumer.on('rtp', (packet) => this.take(tap, packet));
    consumer.on('producerpause', () => tape.off(this.elapsedMs));
    consumer.on('producerresume', () => this.paint(tap));
    try {
      await consumer.resume();
    } catch (error) {
      if (!consumer.closed) throw error;
    }
  }

  /** Null where it ended meanwhile. */
  private async consume(media: StageMedia, producer: types.Producer): Promise<types.Consumer | null> {
    try {
      if (this.#line?.media !== media) this.#line = { media, transport: media.router.createDirectTransport() };
      const transport = await this.#line.transport;
      // What comes is kept as it comes: nothing is asked for twice.
      const codecs = media.router.rtpCapabilities.codecs?.filter(({ mimeType }) => !mimeType.endsWith('/rtx')) ?? [];
      const rtpCapabilities = { codecs: codecs.map((codec) => ({ ...codec, rtcpFeedback: [] })), headerExtensions: [] };
      const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities, paused: true });
      if (consumer.type !== 'simple') await consumer.setPreferredLayers(LAYERS);
      return consumer;
    } catch (error) {
      if (producer.closed || media.closed) return null;
      throw error;
    }
  }

  /** A whole picture, to begin with. Where it ended meanwhile nothing is painted any more. */
  private paint(tap: Tap): void {
    if (tap.consumer.kind !== 'video') return;
    tap.wholeAt = this.house.clock.monotonic();
    tap.consumer.requestKeyFrame().catch(() => this.drop(tap));
  }

  private take({ personId, tape }: Tap, packet: Buffer): void {
    if (this.#onSince !== null && consents(this.recording, personId)) tape.add(this.elapsedMs, packet);
  }

  private drop(tap: Tap): void {
    if (this.#taps.get(tap.producerId) !== tap) return;
    this.#taps.delete(tap.producerId);
    tap.consumer.close();
    this.#closedBytes += tap.tape.bytes;
    const closing = tap.tape
      .close(this.elapsedMs)
      .catch((error: unknown) => this.house.failed(this, error))
      .finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }
}
