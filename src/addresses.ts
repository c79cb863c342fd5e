import { networkInterfaces } from 'node:os';
import type { Config } from './platform/config/config.js';
import { StartError } from './platform/config/start-error.js';

/** What is printed when the hub is ready: where it is, what will not work there, and how to change that. */
export function addresses(config: Config, url: string): string {
  const { protocol, port } = new URL(url);
  const at = (host: string): string => `${protocol}//${host}${port ? `:${port}` : ''}`;
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const list = new Set<string>();
  if (config.publicUrl !== undefined) list.add(config.publicUrl);
  if (config.loopback || everywhere) list.add(at('localhost'));
  if (everywhere) for (const host of interfaceAddresses(config.host === '::')) list.add(at(host));
  else if (!config.loopback) list.add(new URL(url).origin);
  const lines = ['', 'Tertulia is ready:', '', ...[...list].map((address) => `  ${address}`), ''];
  const insecure = [...list].filter((address) => !trusted(address));
  if (config.loopback && config.publicUrl === undefined)
    lines.push('Only this machine can reach it. Set HOST=0.0.0.0 to open it to your network.');
  if (insecure.length > 0)
    lines.push(
      `Without TLS, browsers allow no camera, no microphone and no use offline at ${insecure.join(', ')}.`,
      'Set TLS_CERT and TLS_KEY to the PEM files of a certificate and its key, or put a proxy that speaks HTTPS in front and set PUBLIC_URL.',
    );
  lines.push('Stop it with Ctrl-C.', '');
  return lines.join('\n');
}

// What browsers call a secure context.
function trusted(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

function interfaceAddresses(both: boolean): string[] {
  return Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, family, scopeid }) => !internal && (family === 'IPv4' || (both && !scopeid)))
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
}

/** What a failure to listen means for the person who starts the hub. */
export function listenSentence(error: unknown, { port, host }: Config): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken by another program; stop it, or set PORT to another number.`, {
      cause: error,
    });
  if (code === 'EACCES')
    return new StartError(`This user may not listen on port ${port}; set PORT to a number above 1023.`, {
      cause: error,
    });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StartError(`HOST is ${host}, and that is not an address of this machine.`, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
