import type { ByteRange } from './file-storage.js';

/**
 * The stretch that a `Range` header asks of so many bytes (RFC 9110, section 14): null for all of them, which is also the answer
 * to several stretches or another unit; `none` where nothing of it lies within.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'none' | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = asked ?? [];
  if (!asked || (from === '' && to === '')) return null;
  if (from === '')
    return Number(to) === 0 || size === 0 ? 'none' : { start: Math.max(0, size - Number(to)), end: size - 1 };
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < start) return null;
  return start >= size ? 'none' : { start, end };
}
