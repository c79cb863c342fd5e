import type { Random } from './random.js';

/** What is written to a new connection, and how it may end. */
export interface Knock {
  readonly kind: string;
  readonly parts: readonly (Buffer | string)[];
  /** The hub may wait for more of it: only its time limits end such a connection. */
  readonly open?: boolean;
  /** Sent as soon as the hub has agreed to speak WebSocket. */
  readonly then?: string;
}
/** Kinds of knocks by name. */
export type Knocks = Readonly<Record<string, (random: Random) => Omit<Knock, 'kind'>>>;

interface Request {
  method?: string;
  target?: string;
  version?: string;
  headers?: readonly string[];
  body?: string | Buffer;
}

export const HOST = 'Host: 127.0.0.1';
export const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
export const VERSION = 'Sec-WebSocket-Version: 13';
export const PROPER: readonly string[] = [HOST, 'Connection: Upgrade', 'Upgrade: websocket', KEY, VERSION];
export const PATHS: readonly string[] = [
  ...['/', '/api/rooms', '/api/account', '/api/session', '/health/live', '/metrics', '/assets/x.js', '/socket.io'],
];
const SOCKETS = '/socket.io/?EIO=4&transport=websocket';

/** A request as it goes over the line; what is not said is proper. */
export const written = ({
  method = 'GET',
  target = SOCKETS,
  version = 'HTTP/1.1',
  headers = PROPER,
  body = '',
}: Request) =>
  Buffer.concat([
    Buffer.from([`${method} ${target} ${version}`, ...headers, '\r\n'].join('\r\n'), 'latin1'),
    Buffer.from(body),
  ]);
export const json = (body: string | Buffer, more: readonly string[] = []): Pick<Request, 'headers' | 'body'> => ({
  headers: [HOST, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, ...more],
  body,
});
