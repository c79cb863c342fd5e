import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { Internet } from './internet.js';
import { NotAsked, outgoingAddress } from './outgoing-address.js';

export interface Bounds {
  /** Of what is read, unpacked. */
  readonly bytes: number;
  /** For everything: names, redirects, the content. */
  readonly ms: number;
  readonly redirects: number;
}
export const BOUNDS: Bounds = { bytes: 512 * 1024, ms: 5_000, redirects: 3 };

export interface Fetched {
  /** Where it came from at last. */
  readonly url: URL;
  /** `text/html`, without parameters. */
  readonly type: string;
  readonly charset: string | null;
  readonly bytes: Buffer;
  /** There was more than the bounds allow. */
  readonly cut: boolean;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; Tertulia link preview)',
  accept: 'text/html,application/xhtml+xml,image/*;q=0.8',
  'accept-encoding': 'identity',
};
const HEADER_BYTES_MAX = 16 * 1024;

/**
 * The hub's only way to ask something of an address that somebody wrote. Every address on the way is judged before it is asked,
 * names are resolved once and connected to exactly where they were found, and nothing about the hub or its people goes along.
 */
@Injectable()
export class Outgoing {
  constructor(private readonly internet: Internet) {}

  /** What stands there, if it is of such a type. Throws NotAsked for what it refuses, and whatever goes wrong on the way. */
  async get(
    address: string,
    wanted: RegExp,
    bounds: Partial<Bounds> & { signal?: AbortSignal } = {},
  ): Promise<Fetched> {
    const { bytes, ms, redirects } = { ...BOUNDS, ...bounds };
    const late = AbortSignal.timeout(ms);
    const signal = bounds.signal ? AbortSignal.any([late, bounds.signal]) : late;
    let url = outgoingAddress(address, this.internet);
    for (let hops = 0; ; hops += 1) {
      const answer = await this.ask(url, signal);
      try {
        const { statusCode = 0, headers } = answer;
        if (REDIRECTS.has(statusCode) && headers.location !== undefined) {
          if (hops >= redirects) throw new NotAsked('too many redirects');
          url = outgoingAddress(headers.location, this.internet, url);
          continue;
        }
        if (statusCode !== 200) throw new NotAsked(`answered ${statusCode}`);
        const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
        if (!wanted.test(type.trim())) throw new NotAsked('of another type');
        const charset = /charset="?([\w-]{1,40})/.exec(parameters.join(';'))?.[1] ?? null;
        return { url, type: type.trim(), charset, ...(await read(unpacked(answer), bytes, signal)) };
      } finally {
        answer.destroy();
      }
    }
  }

  private ask(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const secure = url.protocol === 'https:';
    // Kept-alive connections could be to a place that was found for another question.
    const agent = secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
    return new Promise((resolve, reject) => {
      const request = (secure ? httpsRequest : httpRequest)(url, {
        agent,
        signal,
        headers: HEADERS,
        lookup: this.lookup,
        maxHeaderSize: HEADER_BYTES_MAX,
      });
      // Whatever found the address: what was connected to is what counts.
      request.on('socket', (socket) =>
        socket.once('connect', () => {
          if (!this.internet.mayReach(socket.remoteAddress ?? ''))
            socket.destroy(new NotAsked('not of the public internet'));
        }),
      );
      request.once('response', resolve).once('error', reject).end();
    });
  }

  /** Names are resolved here and nowhere else; one address that may not be reached is enough to refuse the name. */
  private readonly lookup: LookupFunction = (host, options, found) => {
    this.internet.resolve(host).then(
      (all) => {
        const [first] = all;
        if (!first || !all.every(({ address }) => this.internet.mayReach(address)))
          return found(new NotAsked('not of the public internet'), []);
        return options.all === true ? found(null, [...all]) : found(null, first.address, first.family);
      },
      (error: Error) => found(error, []),
    );
  };
}

/** Servers that pack although they were asked not to are unpacked, once; what is packed twice is a bomb. */
function unpacked(answer: IncomingMessage): Readable {
  const encoding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return answer;
  const unpack = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }[encoding];
  if (!unpack) throw new NotAsked('packed strangely');
  // An error is the reader's, who meets it at the other end.
  return pipeline(answer, unpack(), () => undefined);
}

/** Reads no more than so many bytes; the rest is never taken from the line. */
async function read(content: Readable, most: number, signal: AbortSignal): Promise<{ bytes: Buffer; cut: boolean }> {
  const stop = (): void => void content.destroy(new NotAsked('too slow'));
  signal.addEventListener('abort', stop, { once: true });
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    signal.throwIfAborted();
    for await (const piece of content as AsyncIterable<Buffer>) {
      pieces.push(piece);
      size += piece.length;
      if (size > most) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    content.destroy();
  }
  return { bytes: Buffer.concat(pieces).subarray(0, most), cut: size > most };
}
