import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { whenOver } from './when-over.js';

const AHEAD = 20;
const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const UPGRADE = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n';

/** A server that answers when all have come, or when those behind them were cut off. */
async function listening(
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<[Server, number]> {
  const waiting: ServerResponse[] = [];
  const answer = (): void => waiting.splice(0).forEach((response) => response.end('x'));
  const server = createServer((request, response) => {
    onRequest(request, response);
    // After an upgrade that came with it.
    if (waiting.push(response) === AHEAD) setImmediate(answer);
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return [server, typeof address === 'object' && address !== null ? address.port : 0];
}

/** Sends the words, and waits until both sides of the connection are closed. */
async function sent([server, port]: [Server, number], words: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(words);
  await new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => server.close(resolve));
}

describe('whenOver', () => {
  it.each([
    ['answered one after another', REQUEST.repeat(AHEAD)],
    ['left behind by an upgrade', REQUEST.repeat(AHEAD) + UPGRADE],
  ])('is called once for each request that was %s', async (_what, words) => {
    const over: number[] = [];
    let [begun, closed] = [0, 0];
    const server = await listening((request, response) => {
      const index = begun;
      begun += 1;
      whenOver(request, response, () => over.push(index));
      response.once('close', () => (closed += 1));
    });
    await sent(server, words);
    expect(begun).toBe(AHEAD);
    expect(over.toSorted((a, b) => a - b)).toEqual(Array.from({ length: AHEAD }, (_, index) => index));
    // Node alone would have forgotten those that were left behind: should it learn, this file may go.
    if (words.endsWith(UPGRADE)) expect(closed).toBeLessThan(AHEAD);
  });
});
