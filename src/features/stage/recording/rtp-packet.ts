/** What of an RTP packet (RFC 3550, section 5) a recording needs. */
export interface RtpPacket {
  readonly sequence: number;
  readonly timestamp: number;
  /** The last one of a picture. */
  readonly marker: boolean;
  readonly payload: Uint8Array;
}

const FIXED = 12;

/** Null for what is none, and for one that carries nothing. */
export function rtpPacketOf(bytes: Uint8Array): RtpPacket | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < FIXED || view.getUint8(0) >> 6 !== 2) return null;
  const first = view.getUint8(0);
  let start = FIXED + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (view.byteLength < start + 4) return null;
    start += 4 + view.getUint16(start + 2) * 4;
  }
  const padding = (first & 0x20) === 0 ? 0 : view.getUint8(view.byteLength - 1);
  const payload = bytes.subarray(start, view.byteLength - padding);
  if (start >= view.byteLength - padding) return null;
  return {
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    marker: (view.getUint8(1) & 0x80) !== 0,
    payload,
  };
}
