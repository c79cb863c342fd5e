import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { jest } from '@jest/globals';
import { boundSlowness } from '../../src/platform/http/overload.js';
import { Pressure } from '../../src/platform/observability/pressure.js';
import { Http } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { ToyHub } from '../realtime/toy-hub.js';

describe('HTTP under too much', () => {
  let hub: ToyHub;
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => hub.close());

  it('is refused in words with the time to come again, while the page, health and metrics are served', async () => {
    jest.spyOn(hub.app.get(Pressure), 'lateMs', 'get').mockReturnValue(1_700);
    const visitor = new Http(hub.url);
    const refused = await visitor.send('GET', '/api/toy', undefined, { 'accept-language': 'en' });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(refused.body).toMatchObject({
      code: 'busy',
      message: 'Too much is going on right now. Try again in 2 s.',
      details: { retryInMs: 1_700, retryAfter: 2 },
      requestId: expect.any(String),
    });
    expect((await visitor.get('/health/live')).status).toBe(200);
    expect((await visitor.get('/metrics')).status).toBe(200);
    expect(await visitor.get('/health/ready')).toMatchObject({
      status: 200,
      body: { accepting: true, database: true, problems: ['The hub is overloaded.'] },
    });
    jest.restoreAllMocks();
    expect((await visitor.get('/api/toy')).status).toBe(200);
  });

  it('serves a bounded number of requests at a time, and refuses the others at once', async () => {
    // A thousand clients in the process of the hub make it late in earnest.
    jest.spyOn(hub.app.get(Pressure), 'lateMs', 'get').mockReturnValue(0);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    hub.toy.onVerify = () => gate;
    const authorization = `Bearer ${hub.toy.actor('Crowd').sessionId}`;
    const statuses: (number | undefined)[] = [];
    for (let n = 0; n < 1_050; n += 1)
      request(`${hub.url}/api/toy/mine`, { headers: { authorization }, agent: false }, (response) => {
        statuses.push(response.statusCode);
        response.resume();
      }).end();
    await waitFor('the refusals', () => statuses.length === 50);
    expect(new Set(statuses)).toEqual(new Set([503]));
    open();
    hub.toy.onVerify = () => Promise.resolve();
    await waitFor('the others', () => statuses.length === 1_050);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1_000);
  });

  it('ends connections that never come to the end of their headers or their body', async () => {
    jest.spyOn(hub.app.get(Pressure), 'lateMs', 'get').mockReturnValue(0);
    const server: Server = hub.app.getHttpServer();
    const { headersTimeout, requestTimeout } = server;
    expect([headersTimeout, requestTimeout]).toEqual([10_000, 60_000]);
    server.headersTimeout = 300;
    server.requestTimeout = 600;
    const drip = (head: string): Promise<string> =>
      new Promise((resolve) => {
        let said = '';
        const socket = connect(Number(new URL(hub.url).port), '127.0.0.1', () => socket.write(head));
        const dripping = setInterval(() => socket.write('x'), 100);
        socket.on('data', (data) => (said += data.toString()));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          clearInterval(dripping);
          resolve(said);
        });
      });
    const ends = await Promise.all([
      drip('GET /api/toy HTTP/1.1\r\nHost: x\r\nX-'),
      drip('POST /api/toy HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"'),
    ]);
    for (const end of ends) expect(end).toMatch(/^HTTP\/1\.1 408 /);
    Object.assign(server, { headersTimeout, requestTimeout });
  });

  it('ends an answer that nobody takes', async () => {
    const server = createServer((_request, response) => {
      // More than the buffers of the system between the two hold.
      response.end(Buffer.alloc(64 * 1024 * 1024));
    });
    boundSlowness(server, 400);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const slow = connect(port, '127.0.0.1', () => slow.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    slow.pause().on('error', () => undefined);
    const open = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
    await waitFor('the connection', async () => (await open()) === 1);
    await waitFor('its end', async () => (await open()) === 0);
    slow.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
