import { fileTypeFromBuffer } from 'file-type';
import type { FileKind } from '../../contract/uploads.contract.js';
import { DomainError } from '../errors/domain-error.js';

/** What a file is, and what the page can do with it. */
export interface Recognised {
  readonly kind: FileKind;
  readonly type: string;
}

const ZIP = 'application/zip';
const GZIP = 'application/gzip';
const TEXT = 'text/plain';
const UNKNOWN = 'application/octet-stream';

/** What the end of a name promises, for ends that promise something the bytes can show. */
const PROMISES: Readonly<Record<string, readonly string[]>> = {
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  png: ['image/png', 'image/apng'],
  webp: ['image/webp'],
  gif: ['image/gif'],
  avif: ['image/avif'],
  pdf: ['application/pdf'],
  mp3: ['audio/mpeg'],
  wav: ['audio/wav'],
  ogg: ['audio/ogg', 'video/ogg', 'audio/opus'],
  oga: ['audio/ogg', 'audio/opus'],
  opus: ['audio/ogg', 'audio/opus'],
  m4a: ['audio/x-m4a', 'audio/mp4', 'video/mp4'],
  flac: ['audio/flac'],
  mp4: ['video/mp4', 'audio/mp4'],
  m4v: ['video/x-m4v', 'video/mp4'],
  webm: ['video/webm', 'audio/webm', 'video/matroska'],
  mov: ['video/quicktime', 'video/mp4'],
  ...Object.fromEntries(
    ['zip', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub', 'ggb', 'sb3', 'apkg'].map((end) => [end, [ZIP]]),
  ),
  gz: [GZIP],
  ...Object.fromEntries(
    ['txt', 'md', 'csv', 'tsv', 'json', 'ipynb', 'tex', 'html', 'htm', 'svg', 'xml', 'css', 'js', 'ts', 'py', 'java']
      .concat('c', 'h', 'cpp', 'cs', 'rs', 'go', 'sql', 'yaml', 'yml', 'r')
      .map((end) => [end, [TEXT, 'application/xml', 'image/svg+xml', 'text/html', 'application/json']]),
  ),
};

/** Shown in the page. Everything else is a download, above all what a browser would run: SVG and HTML. */
const SHOWN: readonly (readonly [FileKind, RegExp])[] = [
  ['image', /^image\/(jpeg|png|apng|webp|gif|avif)$/],
  ['pdf', /^application\/pdf$/],
  ['audio', /^audio\/(mpeg|wav|ogg|opus|x-m4a|mp4|flac|webm)$/],
  ['video', /^video\/(mp4|x-m4v|webm|ogg|quicktime)$/],
];
const PROGRAMS = /^application\/(x-msdownload|x-elf|x-mach-binary|x-ms-installer|x-msi|vnd\.android\.package-archive)$/;
const SHELLS = /^(exe|msi|bat|cmd|com|scr|ps1|vbs|jar|apk|app|dmg|lnk)$/;

/** By the bytes; the name may promise less, never something else. Throws what is refused in words. */
export async function recognise(bytes: Buffer, name: string): Promise<Recognised> {
  const type = await typeOf(bytes);
  const end = endOf(name);
  if (PROGRAMS.test(type) || SHELLS.test(end)) throw new DomainError('uploads/type-not-allowed');
  const promised = PROMISES[end];
  if (promised && !promised.includes(type)) throw new DomainError('uploads/mislabelled', { said: end, found: type });
  const kind = SHOWN.find(([, types]) => types.test(type))?.[0] ?? 'file';
  return { kind, type };
}

export const endOf = (name: string): string => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

// Nothing is ever unpacked, not even to look what an archive holds: these two are known by their first bytes.
async function typeOf(bytes: Buffer): Promise<string> {
  if (bytes.length >= 4 && bytes.readUInt16BE(0) === 0x504b && bytes[2] !== undefined && bytes[2] < 9) return ZIP;
  if (bytes.length >= 2 && bytes.readUInt16BE(0) === 0x1f8b) return GZIP;
  if (bytes.length >= 2 && bytes.toString('latin1', 0, 2) === 'MZ') return 'application/x-msdownload';
  return (await fileTypeFromBuffer(bytes))?.mime ?? (isText(bytes) ? TEXT : UNKNOWN);
}

function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    // Older texts have one byte a letter; whatever has no control signs reads as one.
    return !bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32));
  }
}
