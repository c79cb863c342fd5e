import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { EMBED_ORIGINS } from '../../contract/embeds.js';
import type { Config } from '../config/config.js';

const HOST = /^[a-z0-9.[\]:-]{1,255}$/i;

/** Far more names than one hub is called by. */
const HOSTS_MAX = 100;

type Headers = readonly (readonly [name: string, value: string])[];

/**
 * Security headers: nothing from another origin, no inline script, no eval, no framing. They depend on nothing but the name the
 * hub is called by, so they are made once for each.
 */
export function securityHeaders(config: Pick<Config, 'secure' | 'publicUrl' | 'linkPreviews'>): RequestHandler {
  const made = helmetOf(config);
  const known = new Map<string | undefined, Headers>();
  return (request, response, next) => {
    const host = nameIn(request.headers.host);
    let headers = known.get(host);
    if (headers === undefined) {
      if (known.size >= HOSTS_MAX) known.clear();
      known.set(host, (headers = headersFor(host, made)));
    }
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** What helmet puts into an answer to a request that came to this host. */
function headersFor(host: string | undefined, made: ReturnType<typeof helmet>): Headers {
  const request = new IncomingMessage(new Socket());
  if (host !== undefined) request.headers.host = host;
  const response = new ServerResponse(request);
  made(request, response, (error) => {
    if (error !== undefined) throw error;
  });
  return response.getHeaderNames().map((name) => [name, String(response.getHeader(name))]);
}

function helmetOf(config: Pick<Config, 'secure' | 'publicUrl' | 'linkPreviews'>): ReturnType<typeof helmet> {
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
        // Files are shown in frames of our own; players of these few sites, and of no others, open after a click.
        frameSrc: ["'self'", ...(config.linkPreviews ? EMBED_ORIGINS : [])],
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

const nameIn = (host: string | undefined): string | undefined =>
  host !== undefined && HOST.test(host) ? host : undefined;

function socketsOf({ headers }: IncomingMessage, config: Pick<Config, 'publicUrl'>): string {
  const hosts = [headers.host, config.publicUrl && new URL(config.publicUrl).host].filter(
    (host) => nameIn(host) !== undefined,
  );
  return [...new Set(hosts)].map((host) => `ws://${host} wss://${host}`).join(' ') || "'self'";
}
