import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../support/wait-for.js';

/** A mail as a person reads it out of the outbox folder. */
export interface ReadMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly source: string;
}

/** All mails of a data directory, oldest first. */
export function outboxOf(dataDir: string): ReadMail[] {
  const folder = join(dataDir, 'outbox');
  return namesIn(folder)
    .sort()
    .map((name) => readMail(readFileSync(join(folder, name), 'utf8')));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.eml'));
  } catch {
    return []; // No mail was written yet.
  }
}

/** The newest mail to an address about a subject, as soon as it is there. */
export async function mailTo(dataDir: string, email: string | null, subject: string, after = 0): Promise<ReadMail> {
  const found = () =>
    outboxOf(dataDir).filter((mail) => mail.to.includes(email ?? 'nobody') && mail.subject === subject);
  await waitFor(`a mail "${subject}"`, () => found().length > after);
  const mail = found().at(-1);
  if (mail === undefined) throw new Error('The mail is gone.');
  return mail;
}

/** What stands behind the # of the link in a mail. */
export const tokenIn = ({ text }: ReadMail): string => /#([\w-]{22}\.[\w-]{43})/.exec(text)?.[1] ?? '';
export const linkIn = ({ text }: ReadMail): string => /https?:\/\/\S+/.exec(text)?.[0] ?? '';

export function readMail(source: string): ReadMail {
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => decodeWords(new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '');
  // A mail with attachments holds text and page one level deeper.
  const boundaries = [...source.matchAll(/boundary="([^"]+)"/g)].map(([, boundary = '']) => `--${boundary}`);
  const parts = boundaries.reduce((found, boundary) => found.flatMap((one) => one.split(boundary)), [source]);
  const part = (type: string) => bodyOf(parts.find((one) => one.startsWith(`\r\nContent-Type: ${type}`)) ?? '');
  return { to: header('To'), subject: header('Subject'), text: part('text/plain'), html: part('text/html'), source };
}

function bodyOf(part: string): string {
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return body;
  return unquote(body.replace(/=\r\n/g, ''));
}

const unquote = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

// RFC 2047, both kinds.
const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : unquote(word.replaceAll('_', ' ')),
    );
