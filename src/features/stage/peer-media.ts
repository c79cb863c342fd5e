import type { types } from 'mediasoup';
import type { CommandParsed, CommandResult } from '../../contract/realtime.contract.js';
import type { StagePerson, TrackSource } from '../../contract/stage.contract.js';
import { FIRST_OUTGOING_BITRATE, KEY_FRAME_DELAY_MS, MAX_INCOMING_BITRATE } from './stage-codecs.js';
import { HeardTracks } from './heard-tracks.js';
import { badMedia, noSuchTrack, notOnStage, tooManyTracks } from './stage.errors.js';
import { accepted, type StageMedia, type Track } from './stage-media.js';

type Input<N extends 'stage:send-track' | 'stage:open-transport'> = CommandParsed<N>;
export type Opened = CommandResult<'stage:open-transport'>;

const MOST: Readonly<Record<TrackSource, number>> = { microphone: 1, camera: 1, screen: 2, 'screen-audio': 2 };
/** A device that is not heard of for so long has lost its line. That a TCP connection has ended is heard at once. */
const CONSENT_S = 10;
/** So long new names bring a silent line back; then a ghost is gone. */
const SILENT_MAX_MS = 15_000;

interface Told {
  readonly personId: string;
  /** Tracks came, went, or are on or off now. */
  changed(): void;
  now(): number;
}
interface Line {
  readonly transport: types.WebRtcTransport;
  silentSince: number | null;
}

/** All that one device sends and receives in one epoch of a stage. Its methods are called one after the other. */
export class PeerMedia {
  readonly tracks = new Map<string, Track>();
  readonly heard: HeardTracks;
  readonly #lines = new Map<'send' | 'receive', Line>();
  #closed = false;

  constructor(
    readonly media: StageMedia,
    private readonly told: Told,
  ) {
    this.heard = new HeardTracks(media);
  }

  // --- lines
  /** A second one of a direction takes the place of the first, and of all that went over it. */
  async open({ direction, codecs }: Input<'stage:open-transport'>): Promise<Opened> {
    const { worker, router } = this.media;
    if (direction === 'receive' && codecs === undefined) throw badMedia();
    this.#lines.get(direction)?.transport.close();
    worker.takeTransport();
    const transport = await accepted(this.media, () =>
      router.createWebRtcTransport({
        webRtcServer: worker.server,
        enableUdp: true,
        enableTcp: true,
        preferUdp: true,
        iceConsentTimeout: CONSENT_S,
        initialAvailableOutgoingBitrate: FIRST_OUTGOING_BITRATE,
      }),
    ).catch((error: unknown) => {
      worker.transports -= 1;
      throw error;
    });
    const line: Line = { transport, silentSince: null };
    transport.observer.once('close', () => {
      worker.transports -= 1;
      if (this.#lines.get(direction) === line) this.#lines.delete(direction);
    });
    // Whoever left meanwhile leaves nothing behind.
    if (this.#closed) {
      transport.close();
      throw notOnStage();
    }
    this.#lines.set(direction, line);
    transport.on('icestatechange', (state) => {
      const silentMs = transport.iceSelectedTuple?.protocol === 'tcp' ? 0 : CONSENT_S * 1000;
      line.silentSince = state === 'disconnected' ? this.told.now() - silentMs : null;
    });
    if (direction === 'send') await accepted(this.media, () => transport.setMaxIncomingBitrate(MAX_INCOMING_BITRATE));
    else this.heard.over(transport, codecs as types.RtpCapabilities);
    const { id: transportId, iceParameters, iceCandidates, dtlsParameters } = transport;
    return { transportId, iceParameters, iceCandidates, dtlsParameters };
  }

  async connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void> {
    const transport = this.transport(transportId);
    await accepted(this.media, () => transport.connect({ dtlsParameters }));
  }

  restartIce(transportId: string): Promise<types.IceParameters> {
    const transport = this.transport(transportId);
    return accepted(this.media, () => transport.restartIce());
  }

  /** Lines that have been silent too long go, with what went over them: nobody looks at a picture that stands still. */
  sweep(): void {
    for (const { transport, silentSince } of this.#lines.values())
      if (silentSince !== null && this.told.now() >= silentSince + SILENT_MAX_MS) transport.close();
  }

  // --- what is sent
  async send({ transportId, source, withTrackId, rtpParameters, on }: Input<'stage:send-track'>): Promise<Track> {
    const transport = this.transport(transportId, 'send');
    if (source === 'screen-audio' && this.own(withTrackId ?? '').source !== 'screen') throw noSuchTrack();
    if (this.ofSource(source).length >= MOST[source]) throw tooManyTracks();
    const kind = source === 'camera' || source === 'screen' ? 'video' : 'audio';
    const { codecs } = rtpParameters;
    // mediasoup would take a voice for a picture, and nothing for something.
    const fits = codecs.every(({ mimeType }) => mimeType.toLowerCase().startsWith(`${kind}/`));
    if (!fits || codecs.length === 0) throw badMedia();
    const { personId } = this.told;
    const producer = await accepted(this.media, () =>
      transport.produce({
        kind,
        rtpParameters: rtpParameters as types.RtpParameters,
        paused: !on,
        keyFrameRequestDelay: KEY_FRAME_DELAY_MS,
        appData: { personId },
      }),
    );
    const track: Track = { id: producer.id, personId, source, withTrackId: withTrackId ?? null, producer };
    this.tracks.set(track.id, track);
    producer.observer.on('pause', () => this.told.changed());
    producer.observer.on('resume', () => this.told.changed());
    producer.observer.once('close', () => {
      this.tracks.delete(track.id);
      for (const other of this.tracks.values()) if (other.withTrackId === track.id) other.producer.close();
      this.told.changed();
    });
    if (source === 'microphone') await accepted(this.media, () => this.media.hear(producer));
    this.told.changed();
    return track;
  }

  async turn(track: Track, on: boolean): Promise<void> {
    await accepted(this.media, () => (on ? track.producer.resume() : track.producer.pause()));
  }

  /** Off, whoever wanted them on. Answers how many were on. */
  async turnOff(sources: readonly TrackSource[]): Promise<number> {
    const on = sources.flatMap((source) => this.ofSource(source)).filter(({ producer }) => !producer.paused);
    await Promise.all(on.map((track) => this.turn(track, false)));
    return on.length;
  }

  /** One's own track; nobody has to do with those of others. */
  own(trackId: string): Track {
    const track = this.tracks.get(trackId);
    if (track === undefined) throw noSuchTrack();
    return track;
  }

  ofSource(source: TrackSource): Track[] {
    return [...this.tracks.values()].filter((track) => track.source === source);
  }

  shown(): Pick<StagePerson, 'microphone' | 'camera' | 'screens'> {
    const [microphone = null] = this.ofSource('microphone').map(shownTrack);
    const [camera = null] = this.ofSource('camera').map(shownTrack);
    const sounds = this.ofSource('screen-audio');
    const screens = this.ofSource('screen').map((video) => {
      const [audio = null] = sounds.filter(({ withTrackId }) => withTrackId === video.id).map(shownTrack);
      return { video: shownTrack(video), audio };
    });
    return { microphone, camera, screens };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { transport } of [...this.#lines.values()]) transport.close();
  }

  private transport(transportId: string, direction?: 'send'): types.WebRtcTransport {
    for (const [way, { transport }] of this.#lines)
      if (transport.id === transportId && (direction === undefined || way === direction)) return transport;
    throw noSuchTrack();
  }
}

const shownTrack = ({ id, producer }: Track) => ({ trackId: id, on: !producer.paused });
