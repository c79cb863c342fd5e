import type { Random } from './random.js';

export const OPCODES = { more: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

interface Shape {
  readonly opcode?: number;
  readonly fin?: boolean;
  readonly rsv?: number;
  readonly masked?: boolean;
  /** What the header says, where it lies. */
  readonly length?: bigint;
  /** The number of bytes the length is written with: 0 (in the header), 2, 8; the smallest that fits by itself. */
  readonly lengthBytes?: 0 | 2 | 8;
}

const MASK = Buffer.from([0x5a, 0xa5, 0x3c, 0xc3]);

/** A WebSocket frame as RFC 6455 writes it, or not. */
export function frame(payload: Buffer | string, shape: Shape = {}): Buffer {
  const body = Buffer.from(payload);
  const { opcode = OPCODES.text, fin = true, rsv = 0, masked = true } = shape;
  const length = shape.length ?? BigInt(body.length);
  const bytes = shape.lengthBytes ?? (length < 126n ? 0 : length < 65_536n ? 2 : 8);
  const head = Buffer.alloc(2 + bytes);
  head[0] = (fin ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15);
  head[1] = (masked ? 0x80 : 0) | (bytes === 0 ? Number(length & 0x7fn) : bytes === 2 ? 126 : 127);
  if (bytes === 2) head.writeUInt16BE(Number(length & 0xffffn), 2);
  if (bytes === 8) head.writeBigUInt64BE(length & 0xffff_ffff_ffff_ffffn, 2);
  if (!masked) return Buffer.concat([head, body]);
  for (let index = 0; index < body.length; index += 1) body[index] = (body[index] ?? 0) ^ (MASK[index & 3] ?? 0);
  return Buffer.concat([head, MASK, body]);
}

/** A message in several frames, with control frames between them now and then. */
export function fragments(random: Random, payload: Buffer | string, opcode: number = OPCODES.text): Buffer[] {
  const body = Buffer.from(payload);
  const parts = random.int(2, 8);
  const size = Math.max(1, Math.ceil(body.length / parts));
  return Array.from({ length: parts }, (_, index) => {
    const piece = frame(body.subarray(index * size, (index + 1) * size), {
      opcode: index === 0 ? opcode : OPCODES.more,
      fin: index === parts - 1,
    });
    return random.chance(0.2) ? [frame('entre', { opcode: OPCODES.ping }), piece] : [piece];
  }).flat();
}

/** Frames that break the rules of WebSocket, each in its own way. */
export function illegal(random: Random): Buffer[] {
  const packet = '42["chat:read",{}]';
  const kinds: readonly (() => Buffer[])[] = [
    () => [frame(packet, { masked: false })],
    () => [frame(packet, { rsv: random.int(1, 7) })],
    () => [frame(packet, { opcode: random.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) })],
    () => [frame(random.bytes(random.int(126, 2_000)), { opcode: random.pick([8, 9, 10]), lengthBytes: 2 })],
    () => [frame('x', { opcode: random.pick([8, 9, 10]), fin: false })],
    () => [frame(packet, { opcode: OPCODES.more })],
    () => [frame('4', { fin: false }), frame('2[]')],
    () => [frame('', { opcode: OPCODES.close, length: 1n }), Buffer.from([3])],
    () => [
      frame(closing(random.pick([0, 999, 1004, 1005, 1006, 1012, 1015, 2_999, 5_000, 65_535])), {
        opcode: OPCODES.close,
      }),
    ],
    () => [frame(Buffer.concat([closing(1000), Buffer.from([0xff, 0xfe])]), { opcode: OPCODES.close })],
    () => [
      frame(packet, {
        length: random.pick([65_537n, 0x7fff_ffffn, 0xffff_ffffn, 0x7fff_ffff_ffff_ffffn, 0xffff_ffff_ffff_ffffn]),
        lengthBytes: 8,
      }),
    ],
    () => [frame(packet, { lengthBytes: random.pick([2, 8]) })],
    () => [frame(Buffer.from([0x34, 0x32, 0xc3, 0x28, 0xa0, 0xa1, 0xe2, 0x28, 0xa1, 0xf0, 0x28, 0x8c]))],
    () => [frame(Buffer.from([0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80]))],
    () => [frame(Buffer.from([0xf4, 0x90, 0x80, 0x80]))],
    () => [...fragments(random, `42["chat:read","${'ñ'.repeat(400)}"]`).slice(0, -1), frame('otra cosa')],
    () => Array.from({ length: 200 }, () => frame('', { fin: false, opcode: OPCODES.more })),
    () => [
      frame('', { fin: false }),
      ...Array.from({ length: 300 }, () => frame('', { fin: false, opcode: OPCODES.more })),
    ],
    () => [random.bytes(random.int(1, 300))],
    () => [Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ];
  return random.pick(kinds)();
}

export function closing(code: number): Buffer {
  const body = Buffer.alloc(2);
  body.writeUInt16BE(code);
  return body;
}
