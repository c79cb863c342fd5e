import { DamageError } from './contents.js';

// What a backup uses of the tar format (POSIX.1-2001): plain files; long or foreign names and big sizes in extended headers.
export const BLOCK = 512;
export const TWO_EMPTY_BLOCKS = Buffer.alloc(2 * BLOCK);

const PLAIN_NAME = /^[\x20-\x7e]{1,100}$/;
const PLAIN_SIZE_MAX = 0o77777777777;
const CHECKSUM_AT = 148;
const CHECKSUM_LENGTH = 8;

export interface TarHeader {
  readonly name: string;
  readonly size: number;
  readonly kind: 'file' | 'extended' | 'other';
}

/** What stands before the content of a file. */
export function tarHeader(name: string, size: number, at: Date): Buffer {
  if (PLAIN_NAME.test(name) && size <= PLAIN_SIZE_MAX) return block(name, size, at, '0');
  const records = Buffer.from(record('path', name) + record('size', String(size)));
  return Buffer.concat([
    block('long-name', records.length, at, 'x'),
    records,
    padding(records.length),
    block('long-name', Math.min(size, PLAIN_SIZE_MAX), at, '0'),
  ]);
}

/** What stands after a content of this length. */
export const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** Null for an empty block, which ends the archive. Throws where the block is no header. */
export function readHeader(bytes: Buffer): TarHeader | null {
  if (bytes.every((byte) => byte === 0)) return null;
  if (octal(bytes, CHECKSUM_AT, CHECKSUM_LENGTH) !== checksum(bytes)) throw new DamageError('a header is wrong');
  const type = bytes.toString('latin1', 156, 157);
  const kind = type === '0' ? 'file' : type === 'x' ? 'extended' : 'other';
  return { name: text(bytes, 0, 100), size: octal(bytes, 124, 12), kind };
}

/** The records of an extended header: `<length> <key>=<value>\n` each. */
export function readRecords(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(' ', at);
    const length = Number(bytes.toString('latin1', at, space));
    const [, key = '', value = ''] = /^([^=]+)=([^]*)\n$/.exec(bytes.toString('utf8', space + 1, at + length)) ?? [];
    if (!Number.isInteger(length) || length <= 0 || key === '') throw new DamageError('an extended header is wrong');
    records.set(key, value);
    at += length;
  }
  return records;
}

function block(name: string, size: number, at: Date, type: '0' | 'x'): Buffer {
  const bytes = Buffer.alloc(BLOCK);
  const put = (value: string, offset: number): void => void bytes.write(value, offset, 'latin1');
  put(name, 0);
  put('0000600', 100);
  put('0000000', 108);
  put('0000000', 116);
  put(`${size.toString(8).padStart(11, '0')} `, 124);
  put(
    `${Math.floor(at.getTime() / 1000)
      .toString(8)
      .padStart(11, '0')} `,
    136,
  );
  put(type, 156);
  put('ustar', 257);
  put('00', 263);
  put(`${checksum(bytes).toString(8).padStart(6, '0')}\0 `, CHECKSUM_AT);
  return bytes;
}

// The sum of all bytes, those of the checksum itself counted as spaces.
function checksum(bytes: Buffer): number {
  let sum = CHECKSUM_LENGTH * 0x20;
  for (const [at, byte] of bytes.entries()) if (at < CHECKSUM_AT || at >= CHECKSUM_AT + CHECKSUM_LENGTH) sum += byte;
  return sum;
}

// The length of a record counts its own digits.
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  const digits = String(bytes + String(bytes).length).length;
  return `${bytes + digits}${rest}`;
}

function text(bytes: Buffer, at: number, most: number): string {
  const field = bytes.subarray(at, at + most);
  const end = field.indexOf(0);
  return field.toString('latin1', 0, end === -1 ? most : end);
}

function octal(bytes: Buffer, at: number, length: number): number {
  const digits = text(bytes, at, length).trim();
  if (!/^[0-7]{1,12}$/.test(digits)) throw new DamageError('a header is wrong');
  return parseInt(digits, 8);
}
