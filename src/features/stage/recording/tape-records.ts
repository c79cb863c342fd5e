import { createReadStream } from 'node:fs';

/** Something on a tape: a packet as it came, or (null) that from here on nothing comes until the next one. */
export interface TapeRecord {
  /** Milliseconds of the recording, its pauses cut out. */
  readonly at: number;
  readonly packet: Uint8Array | null;
}

const HEAD = 6;
export const PACKET_MAX = 0xffff;

/** Time (4 bytes), length (2 bytes), packet. A length of nothing is the word that nothing comes. */
export function recordBytes({ at, packet }: TapeRecord): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(Math.max(0, Math.round(at)), 0);
  head.writeUInt16BE(packet?.length ?? 0, 4);
  return packet === null ? head : Buffer.concat([head, packet]);
}

/** What is on a tape, as far as it is whole: a hub that died left half a record behind. */
export async function* recordsOf(path: string): AsyncIterable<TapeRecord> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    while (rest.length >= from + HEAD) {
      const length = rest.readUInt16BE(from + 4);
      if (rest.length < from + HEAD + length) break;
      const packet = length === 0 ? null : rest.subarray(from + HEAD, from + HEAD + length);
      yield { at: rest.readUInt32BE(from), packet };
      from += HEAD + length;
    }
    rest = rest.subarray(from);
  }
}
