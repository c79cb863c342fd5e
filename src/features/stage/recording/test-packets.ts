/** Packets as a browser sends them, for specs. */
export interface PacketHead {
  readonly sequence: number;
  readonly timestamp: number;
  readonly marker?: boolean;
  readonly ssrc?: number;
  readonly payloadType?: number;
}

export function rtpBytes(
  { sequence, timestamp, marker = false, ssrc = 1, payloadType = 111 }: PacketHead,
  payload: Uint8Array,
): Buffer {
  const head = Buffer.alloc(12);
  head[0] = 0x80;
  head[1] = (marker ? 0x80 : 0) | payloadType;
  head.writeUInt16BE(sequence & 0xffff, 2);
  head.writeUInt32BE(timestamp >>> 0, 4);
  head.writeUInt32BE(ssrc, 8);
  return Buffer.concat([head, payload]);
}

/** 20 ms of Opus (CELT, fullband) in which nothing is heard. */
export const voice = Uint8Array.of(0xf8, 0xff, 0xfe);

/** The parts of a picture of VP8, each with its payload descriptor; only the first word of it is true. */
export function vp8Parts(whole: boolean, parts = 1): Uint8Array[] {
  const head = whole ? [0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00] : [0x11, 0x02, 0x00];
  return Array.from({ length: parts }, (_, at) =>
    Uint8Array.of(at === 0 ? 0x90 : 0x80, 0x80, 0x81, at, ...(at === 0 ? head : []), 1, 2, 3, 4),
  );
}
