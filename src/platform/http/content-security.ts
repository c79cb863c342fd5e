import type { IncomingMessage } from 'node:http';
import helmet from 'helmet';
import type { Config } from '../config/config.js';

const HOST = /^[a-z0-9.[\]:-]{1,255}$/i;

/** Security headers: nothing from another origin, no inline script, no eval, no framing. */
export function securityHeaders(config: Config): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        // Mantine and the virtual list set style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        // Older browsers do not count the socket of the same host as 'self'.
        connectSrc: ["'self'", (request) => socketsOf(request, config)],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: config.secure ? { maxAge: 15_552_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    // Browsers ignore it, with a complaint, where the page does not come by HTTPS.
    crossOriginOpenerPolicy: config.secure ? { policy: 'same-origin' } : false,
    originAgentCluster: config.secure,
    xPoweredBy: true,
  });
}

function socketsOf({ headers }: IncomingMessage, config: Config): string {
  const hosts = [headers.host, config.publicUrl && new URL(config.publicUrl).host].filter(
    (host) => host !== undefined && HOST.test(host),
  );
  return [...new Set(hosts)].map((host) => `ws://${host} wss://${host}`).join(' ') || "'self'";
}
