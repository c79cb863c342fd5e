import type { RtpPacket } from './rtp-packet.js';

/** Samples of 48 kHz in a packet of Opus, by its first bytes (RFC 6716, section 3). Nothing of what is none. */
export function opusSamples(packet: Uint8Array): number {
  const [toc, count = 0] = packet;
  if (toc === undefined) return 0;
  const config = toc >> 3;
  const step = config & 3;
  // SILK: 10, 20, 40, 60 ms; hybrid: 10, 20 ms; CELT: 2.5, 5, 10, 20 ms.
  const frame = config < 12 ? [480, 960, 1_920, 2_880] : config < 16 ? [480, 960, 480, 960] : [120, 240, 480, 960];
  const frames = (toc & 3) === 0 ? 1 : (toc & 3) === 3 ? count & 0x3f : 2;
  return (frame[step] ?? 0) * frames;
}

/** 20 ms in which nothing is heard. */
export const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);
export const SILENCE_MS = 20;
/** A gap that a listener does not hear: packets never come to the millisecond. */
const GAP_MS = 60;

export interface Sound {
  readonly bytes: Uint8Array;
  /** From the beginning of the track. */
  readonly atMs: number;
  readonly lengthMs: number;
}

/** Packets of one voice become sound without holes: players lose the beat where a file has one, so silence is written into it. */
export class OpusTrack {
  offsetMs: number | null = null;
  #end = 0;

  get lengthMs(): number {
    return this.#end;
  }

  /** `at`: milliseconds of the recording. */
  *add({ payload }: RtpPacket, at: number): Iterable<Sound> {
    const lengthMs = opusSamples(payload) / 48;
    if (lengthMs === 0 || lengthMs > 120) return;
    this.offsetMs ??= at;
    const begins = at - this.offsetMs;
    if (begins > this.#end + GAP_MS) yield* this.silence(begins);
    yield this.next(payload, lengthMs);
  }

  private *silence(until: number): Iterable<Sound> {
    while (this.#end + SILENCE_MS <= until) yield this.next(SILENCE, SILENCE_MS);
  }

  private next(bytes: Uint8Array, lengthMs: number): Sound {
    const sound = { bytes, atMs: this.#end, lengthMs };
    this.#end += lengthMs;
    return sound;
  }
}
