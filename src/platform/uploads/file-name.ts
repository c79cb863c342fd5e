import { FILE_NAME_MAX } from '../../contract/uploads.contract.js';
import { DomainError } from '../errors/domain-error.js';
import { endOf } from './recognise.js';

/**
 * The name a file is shown and downloaded by; it never names a place on the disk. Slashes, signs that cannot be seen (among them
 * those that turn the direction of writing) and names of dots only are refused; what is too long is cut before its end.
 */
export function fileName(given: string): string {
  const name = given.normalize('NFC').trim();
  if (/[/\\\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(name) || /^\.*$/.test(name))
    throw new DomainError('uploads/bad-name');
  if (name.length <= FILE_NAME_MAX) return name;
  const end = endOf(name) === '' ? '' : `.${endOf(name)}`;
  return `${[...name]
    .slice(0, FILE_NAME_MAX - end.length - 1)
    .join('')
    .slice(0, FILE_NAME_MAX - end.length - 1)}…${end}`;
}

/** `attachment; filename="…"; filename*=UTF-8''…` (RFC 6266): a plain name for old programs, the real one for the others. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\w. -]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
