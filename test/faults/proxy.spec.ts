import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { waitFor } from '../support/wait-for.js';
import { Proxy } from './proxy.js';

let server: Server;
let proxy: Proxy;
/** The far ends that the server holds. */
let far: Socket[];
let near: Socket[];

/** Somebody who has connected through the proxy, with all that has reached them. */
async function caller(): Promise<{ socket: Socket; got: () => string; over: () => boolean }> {
  const before = far.length;
  const socket = connect({ port: proxy.port, host: '127.0.0.1' });
  near.push(socket);
  let [text, closed] = ['', false];
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined).on('close', () => (closed = true));
  await waitFor('the connection', () => far.length > before || closed);
  return { socket, got: () => text, over: () => closed };
}

beforeEach(async () => {
  [far, near] = [[], []];
  // Says everything back.
  server = createServer((socket) => {
    far.push(socket);
    socket.on('error', () => undefined).on('data', (chunk) => socket.write(chunk));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  proxy = await Proxy.open(() => ({ port, host: '127.0.0.1' }));
});
afterEach(async () => {
  for (const socket of [...near, ...far]) socket.destroy();
  await proxy.close();
  await new Promise<void>((done) => server.close(() => done()));
});

describe('the proxy', () => {
  it('hands on what is said, in order, and the end of it', async () => {
    const { socket, got, over } = await caller();
    const long = 'x'.repeat(500_000);
    socket.write('uno ');
    socket.write(long);
    await waitFor('the echo', () => got().length === long.length + 4);
    expect(got().startsWith('uno x')).toBe(true);
    socket.end();
    await waitFor('the end on both sides', () => over() && proxy.lines === 0);
  });

  it('cuts what is there, and refuses what comes until the weather is fair', async () => {
    const one = await caller();
    proxy.cut(true);
    await waitFor('the cut', () => one.over());
    const refused = await caller();
    expect(refused.over()).toBe(true);
    proxy.fair();
    const other = await caller();
    other.socket.write('hola');
    await waitFor('the echo', () => other.got() === 'hola');
  });

  it('leaves connections half open: nothing passes, and nobody hears of an end', async () => {
    const hung = await caller();
    proxy.halfOpen();
    hung.socket.write('nadie lo oye');
    far[0]?.destroy();
    const fine = await caller();
    fine.socket.write('hola');
    await waitFor('the echo of a later connection', () => fine.got() === 'hola');
    expect({ got: hung.got(), over: hung.over() }).toEqual({ got: '', over: false });
  });

  it('lets byte after byte through, in order, and all at once when it is fair again', async () => {
    const { socket, got } = await caller();
    proxy.set({ bytesPerSecond: 10 });
    socket.write('0123456789abcdef');
    await waitFor('the first byte', () => got() !== '');
    expect('0123456789abcdef'.startsWith(got()) && got().length < 16).toBe(true);
    proxy.fair();
    await waitFor('the rest', () => got() === '0123456789abcdef');
  });

  it('delays', async () => {
    const { socket, got } = await caller();
    proxy.set({ delayMs: 100 });
    const began = performance.now();
    socket.write('tarde');
    await waitFor('the echo', () => got() === 'tarde');
    // There and back. A timer may be a millisecond early.
    expect(performance.now() - began).toBeGreaterThanOrEqual(195);
  });

  it('asks for its target anew for each connection', async () => {
    const others: Socket[] = [];
    const elsewhere = createServer((socket) => void others.push(socket));
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done));
    const ports = [server, elsewhere].map((one) => (one.address() as AddressInfo).port);
    const moving = await Proxy.open(() => ({ host: '127.0.0.1', port: ports.shift() ?? 0 }));
    for (const socket of [0, 1].map(() => connect({ port: moving.port, host: '127.0.0.1' }))) {
      near.push(socket);
      socket.on('error', () => undefined);
    }
    await waitFor('a connection to each', () => far.length === 1 && others.length === 1);
    await moving.close();
    for (const socket of others) socket.destroy();
    await new Promise<void>((done) => elsewhere.close(() => done()));
  });
});
