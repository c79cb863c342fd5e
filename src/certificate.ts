import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Config } from './platform/config/config.js';
import { StartError } from './platform/config/start-error.js';

/** The certificate of the settings, if there is one; throws a StartError when it cannot be used. */
export function readCertificate(tls: Config['tls']): { cert: Buffer; key: Buffer } | undefined {
  if (tls === undefined) return undefined;
  try {
    const pair = { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
    createSecureContext(pair);
    return pair;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`TLS_CERT and TLS_KEY do not lead to a certificate and its key in PEM form: ${reason}.`, {
      cause: error,
    });
  }
}
