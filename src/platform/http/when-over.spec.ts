import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { whenOver } from './when-over.js';

const AHEAD = 20;
const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const UPGRADE = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n';

/** A server whose answers come a little later. */
async function listening(
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<[Server, number]> {
  const server = createServer((request, response) => {
    onRequest(request, response);
    setTimeout(() => response.end('x'), 20);
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return [server, typeof address === 'object' && address !== null ? address.port : 0];
}

/** Sends the words and waits until the connection is closed and everything had its turn. */
async function sent(port: number, words: string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.end(words);
  await new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => setTimeout(resolve, 200));
}

describe('whenOver', () => {
  it.each([
    ['answered one after another', REQUEST.repeat(AHEAD)],
    ['left behind by an upgrade', REQUEST.repeat(AHEAD) + UPGRADE],
  ])('is called once for each request that was %s', async (_what, words) => {
    const over: number[] = [];
    let [begun, closed] = [0, 0];
    const [server, port] = await listening((request, response) => {
      const index = begun;
      begun += 1;
      whenOver(request, response, () => over.push(index));
      response.once('close', () => (closed += 1));
    });
    await sent(port, words);
    server.close();
    expect(begun).toBe(AHEAD);
    expect(over.toSorted((a, b) => a - b)).toEqual(Array.from({ length: AHEAD }, (_, index) => index));
    // Node alone would have forgotten those that were left behind: should it learn, this file may go.
    if (words.endsWith(UPGRADE)) expect(closed).toBeLessThan(AHEAD);
  });
});
