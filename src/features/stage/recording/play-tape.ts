import { InOrder, type Came } from './in-order.js';
import { MediaFile } from './media-file.js';
import { OpusTrack } from './opus-packets.js';
import { rtpPacketOf } from './rtp-packet.js';
import { recordsOf } from './tape-records.js';
import { TrackTime } from './track-time.js';
import { Vp8Pictures, type Picture } from './vp8-pictures.js';

/** What became of a tape: milliseconds of the recording. */
export interface Played {
  readonly offsetMs: number;
  readonly lengthMs: number;
  /** When there was something to see or hear. */
  readonly shown: { from: number; to: number }[];
}
interface Shaping {
  add(came: Came): Promise<void>;
  /** Nothing comes from here on, until something does. */
  off(at: number): Promise<void>;
  end(): Promise<Played | null>;
}
/** Others get a turn so often. */
const BREATH = 400;

/** Makes a file that plays out of the packets on a tape. Null where nothing on it can be played; then there is no file. */
export async function playTape(
  tape: string,
  path: string,
  codec: 'opus' | 'vp8',
  breathe: () => Promise<void>,
): Promise<Played | null> {
  const file = new MediaFile(path, codec);
  const shaping = codec === 'opus' ? new Voice(file) : new Film(file);
  const order = new InOrder();
  let count = 0;
  let last = 0;
  try {
    for await (const { at, packet: bytes } of recordsOf(tape)) {
      last = at;
      const packet = bytes && rtpPacketOf(bytes);
      const ready = bytes === null ? order.rest() : packet ? order.add({ packet, at }) : [];
      for (const came of ready) await shaping.add(came);
      if (bytes === null) await shaping.off(at);
      if (++count % BREATH === 0) await breathe();
    }
    for (const came of order.rest()) await shaping.add(came);
    await shaping.off(last);
    const played = await shaping.end();
    return (await file.finish()) ? played : null;
  } catch (error) {
    await file.cancel();
    throw error;
  }
}

/** When something was there. */
class Shown {
  readonly stretches: { from: number; to: number }[] = [];
  #since: number | null = null;

  on(at: number): void {
    this.#since ??= Math.round(at);
  }

  off(at: number): void {
    if (this.#since !== null) this.stretches.push({ from: this.#since, to: Math.max(this.#since, Math.round(at)) });
    this.#since = null;
  }
}

class Voice implements Shaping {
  readonly #time = new TrackTime(48_000);
  readonly #track = new OpusTrack();
  readonly #shown = new Shown();

  constructor(private readonly file: MediaFile) {}

  async add({ packet, at: cameAt }: Came): Promise<void> {
    const at = this.#time.of(packet.timestamp, cameAt);
    for (const { bytes, atMs, lengthMs } of this.#track.add(packet, at)) await this.file.sound(bytes, atMs, lengthMs);
    if (this.#track.offsetMs !== null) this.#shown.on(at);
  }

  async off(at: number): Promise<void> {
    this.#time.forget();
    this.#shown.off(at);
  }

  async end(): Promise<Played | null> {
    const { offsetMs, lengthMs } = this.#track;
    if (offsetMs === null) return null;
    return { offsetMs: Math.round(offsetMs), lengthMs: Math.round(lengthMs), shown: this.#shown.stretches };
  }
}

class Film implements Shaping {
  readonly #time = new TrackTime(90_000);
  readonly #pictures = new Vp8Pictures();
  readonly #shown = new Shown();
  #offsetMs: number | null = null;
  #waiting: (Picture & { readonly at: number }) | null = null;
  #end = 0;

  constructor(private readonly file: MediaFile) {}

  async add({ packet, at: cameAt }: Came): Promise<void> {
    const at = this.#time.of(packet.timestamp, cameAt);
    const picture = this.#pictures.add(packet);
    if (picture === null) return;
    this.#offsetMs ??= at;
    this.#shown.on(at);
    // Each is seen until the next one comes; none at the moment of another.
    await this.write(Math.max(at, (this.#waiting?.at ?? at - 1) + 1));
    this.#waiting = { ...picture, at: Math.max(at, this.#end) };
  }

  async off(at: number): Promise<void> {
    await this.write(Math.max(at, (this.#waiting?.at ?? 0) + 1));
    this.#time.forget();
    this.#pictures.lose();
    this.#shown.off(at);
  }

  async end(): Promise<Played | null> {
    if (this.#offsetMs === null) return null;
    const lengthMs = Math.round(this.#end - this.#offsetMs);
    return { offsetMs: Math.round(this.#offsetMs), lengthMs, shown: this.#shown.stretches };
  }

  private async write(until: number): Promise<void> {
    if (this.#waiting === null) return;
    const { bytes, at, size } = this.#waiting;
    this.#waiting = null;
    this.#end = until;
    await this.file.picture(bytes, at - (this.#offsetMs ?? at), until - at, size);
  }
}
