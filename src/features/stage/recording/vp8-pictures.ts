import type { RtpPacket } from './rtp-packet.js';

export interface Picture {
  readonly bytes: Uint8Array;
  /** Of the packets. */
  readonly timestamp: number;
  /** Whole in itself: what comes after it needs it and nothing before it. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

/**
 * Packets of VP8 (RFC 7741) in order become pictures. One of which something is missing is left out, and with it all that were
 * painted over it, up to the next whole one.
 */
export class Vp8Pictures {
  #parts: Uint8Array[] = [];
  #timestamp = 0;
  #last: number | null = null;
  #broken = true;

  add({ sequence, timestamp, marker, payload }: RtpPacket): Picture | null {
    const follows = this.#last === null || sequence === ((this.#last + 1) & 0xffff);
    this.#last = sequence;
    const begins = beginsPicture(payload);
    // Something is missing: of the one before, or of this one.
    if (!follows || (begins && this.#parts.length > 0)) this.lose();
    if (begins) this.#timestamp = timestamp;
    else if (this.#parts.length === 0 || timestamp !== this.#timestamp) {
      this.lose();
      return null;
    }
    this.#parts.push(payload.subarray(headLength(payload)));
    return marker ? this.picture() : null;
  }

  /** From here on something else comes. */
  lose(): void {
    this.#parts = [];
    this.#broken = true;
  }

  private picture(): Picture | null {
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    const size = sizeOfWhole(bytes);
    if (this.#broken && size === null) return null;
    this.#broken = false;
    return bytes.length === 0 ? null : { bytes, timestamp: this.#timestamp, size };
  }
}

const beginsPicture = ([head = 0]: Uint8Array): boolean => (head & 0x10) !== 0 && (head & 0x0f) === 0;

/** Bytes of the payload descriptor before the picture's own. */
function headLength(payload: Uint8Array): number {
  const [head = 0, extended = 0, id = 0] = payload;
  if ((head & 0x80) === 0) return 1;
  const picture = (extended & 0x80) === 0 ? 0 : (id & 0x80) === 0 ? 1 : 2;
  const level = (extended & 0x40) === 0 ? 0 : 1;
  const layer = (extended & 0x30) === 0 ? 0 : 1;
  return 2 + picture + level + layer;
}

/** Width and height of a picture that is whole in itself (RFC 6386, section 9.1). */
function sizeOfWhole(bytes: Uint8Array): Picture['size'] {
  const whole =
    bytes.length >= 10 && ((bytes[0] ?? 1) & 1) === 0 && bytes[3] === 0x9d && bytes[4] === 0x01 && bytes[5] === 0x2a;
  if (!whole) return null;
  const two = (at: number) => ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) & 0x3fff;
  return { width: two(6), height: two(8) };
}
