import type { IncomingMessage } from 'node:http';
import type { Config } from '../config/config.js';

type Asked = Pick<IncomingMessage, 'headers'>;

/**
 * Whether the page that asks may talk to this hub: it came from the host it calls, from PUBLIC_URL or from ALLOWED_ORIGINS.
 * No Origin at all is a program and not a page, and programs hold no cookies of ours.
 */
export function originAllowed(
  { headers }: Asked,
  config: Pick<Config, 'publicUrl' | 'allowedOrigins' | 'trustProxy'>,
): boolean {
  const { origin } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { host, origin: given } = new URL(origin);
  if (given === config.publicUrl || config.allowedOrigins.includes(given)) return true;
  return hostsOf(headers, config.trustProxy).includes(host);
}

function hostsOf(headers: IncomingMessage['headers'], trustProxy: Config['trustProxy']): string[] {
  const trusted = typeof trustProxy === 'number' ? trustProxy > 0 : trustProxy.length > 0;
  const forwarded = trusted ? headers['x-forwarded-host'] : undefined;
  const first = (Array.isArray(forwarded) ? forwarded[0] : forwarded)?.split(',')[0]?.trim();
  return [headers.host, first].flatMap((host) => (host ? [withoutDefaultPort(host)] : []));
}

// Browsers leave the usual port out of Origin; other clients and some proxies write it into Host.
const withoutDefaultPort = (host: string): string => host.toLowerCase().replace(/:(80|443)$/, '');
