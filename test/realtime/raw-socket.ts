import { WebSocket } from 'ws';
import { PROTOCOL } from '../../src/contract/limits.js';
import { waitFor } from '../support/wait-for.js';

/** A socket without a client library: it answers pings, can stop reading, and sends whatever it is told. */
export class RawSocket {
  readonly received: string[] = [];
  closed: number | undefined;
  /** As a laptop that was closed: it hears and says nothing. */
  asleep = false;

  private constructor(readonly ws: WebSocket) {
    ws.on('message', (data: Buffer) => {
      const text = data.toString();
      if (this.asleep) return;
      if (text === '2') ws.send('3');
      else this.received.push(text);
    });
    ws.on('close', (code) => (this.closed = code));
    ws.on('error', () => undefined);
  }

  static async connect(
    url: string,
    token: string,
    options: { headers?: Record<string, string> } = {},
  ): Promise<RawSocket> {
    const raw = await RawSocket.dial(url, options);
    raw.ws.send(`40${JSON.stringify({ token, protocol: PROTOCOL })}`);
    await waitFor('the welcome', () => raw.received.some((text) => text.startsWith('40')));
    return raw;
  }

  /** Connected, and has not said yet who it is. */
  static async dial(url: string, options: { headers?: Record<string, string> } = {}): Promise<RawSocket> {
    const ws = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, options);
    const raw = new RawSocket(ws);
    await new Promise<void>((resolve, reject) => {
      ws.once('open', resolve);
      ws.once('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)));
    });
    return raw;
  }

  command(name: string, input: unknown): void {
    this.ws.send(`420${JSON.stringify([name, input])}`);
  }

  /** Names of the events received so far, with their first argument. */
  events(): [name: string, argument: unknown][] {
    return this.received
      .filter((text) => text.startsWith('42['))
      .map((text) => JSON.parse(text.slice(2)) as [string, unknown]);
  }
}
