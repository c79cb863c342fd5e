import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * The one message of STUN (RFC 8489) that a browser sends first to a media server (RFC 8445): a binding request, signed with the
 * password of a transport. A worker answers nothing else from somebody it does not know.
 */

const MAGIC = 0x2112a442;
const HEADER = 20;
const REQUEST = 0x0001;
const SUCCESS = 0x0101;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const PRIORITY = 0x0024;
const FINGERPRINT = 0x8028;
const ICE_CONTROLLING = 0x802a;
const FINGERPRINT_XOR = 0x5354554e;
const SIGNATURE = 20;
/** Of a host candidate, as good as any. */
const ORDINARY_PRIORITY = 0x6e7f1eff;

export interface IceDoor {
  readonly usernameFragment: string;
  readonly password: string;
}

/** `transaction`: 12 bytes that nobody guesses. */
export function bindingRequest({ usernameFragment, password }: IceDoor, transaction: Buffer): Buffer {
  const tieBreaker = Buffer.alloc(8, 1);
  const attributes = [
    attribute(USERNAME, Buffer.from(`${usernameFragment}:self`)),
    attribute(PRIORITY, uint32(ORDINARY_PRIORITY)),
    attribute(ICE_CONTROLLING, tieBreaker),
  ];
  const begun = Buffer.concat([Buffer.alloc(HEADER), ...attributes]);
  begun.writeUInt16BE(REQUEST, 0);
  begun.writeUInt32BE(MAGIC, 4);
  transaction.copy(begun, 8, 0, 12);
  // What is signed counts the signature itself as part of the message.
  const signature = createHmac('sha1', password)
    .update(sized(begun, SIGNATURE + 4))
    .digest();
  const signed = Buffer.concat([begun, attribute(MESSAGE_INTEGRITY, signature)]);
  const check = (crc32(sized(signed, 8)) ^ FINGERPRINT_XOR) >>> 0;
  return Buffer.concat([signed, attribute(FINGERPRINT, uint32(check))]);
}

/** Whether `message` is the answer to that request, by whoever knows the password. */
export function answers(message: Buffer, transaction: Buffer, password: string): boolean {
  if (message.length < HEADER || message.readUInt16BE(0) !== SUCCESS || message.readUInt32BE(4) !== MAGIC) return false;
  if (!message.subarray(8, HEADER).equals(transaction.subarray(0, 12))) return false;
  for (let at = HEADER; at + 4 <= message.length;) {
    const [type, length] = [message.readUInt16BE(at), message.readUInt16BE(at + 2)];
    if (type === MESSAGE_INTEGRITY && length === SIGNATURE && at + 4 + SIGNATURE <= message.length) {
      const before = Buffer.from(message.subarray(0, at));
      const expected = createHmac('sha1', password)
        .update(sized(before, SIGNATURE + 4))
        .digest();
      return timingSafeEqual(expected, message.subarray(at + 4, at + 4 + SIGNATURE));
    }
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return false;
}

function attribute(type: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}

/** The message as far as it goes, with the length it will have when `more` bytes have come to it. */
function sized(message: Buffer, more: number): Buffer {
  message.writeUInt16BE(message.length - HEADER + more, 2);
  return message;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
