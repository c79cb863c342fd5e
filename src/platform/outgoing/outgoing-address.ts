import { isIP } from 'node:net';
import type { Internet } from './internet.js';

const LENGTH_MAX = 2_048;
/** Names that no resolver of the internet knows, but that of a house may. */
const HOUSE_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa|onion|test|invalid|example)$/;

/** Why something is not asked for. */
export class NotAsked extends Error {
  override readonly name = 'NotAsked';
}

/**
 * The address as it will be asked for, or a refusal: http and https on their own ports, no names or passwords inside, a host of
 * the public internet. WHATWG URL has made one spelling of all by then: decimal, octal, hexadecimal and shortened IPv4,
 * full-width digits and letters, percent signs in the host.
 */
export function outgoingAddress(text: string, internet: Internet, base?: URL): URL {
  if (text.length > LENGTH_MAX) throw new NotAsked('too long');
  // What a browser would silently take away somebody has put there for a reason.
  if (/[\p{Cc}\s\\]/u.test(text)) throw new NotAsked('strange signs');
  if (!URL.canParse(text, base?.href)) throw new NotAsked('no address');
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new NotAsked('another protocol');
  if (url.username !== '' || url.password !== '') throw new NotAsked('names or passwords inside');
  if (!internet.mayUsePort(portOf(url))) throw new NotAsked('another port');
  const host = hostOf(url);
  if (isIP(host) !== 0) {
    if (!internet.mayReach(host)) throw new NotAsked('not of the public internet');
  } else if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(host) || HOUSE_NAMES.test(host))
    throw new NotAsked('no public name');
  url.hash = '';
  return url;
}

/** Without the brackets of IPv6 and the dot at the end of a whole name. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port));
