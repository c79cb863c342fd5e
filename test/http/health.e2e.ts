import { request } from 'node:http';
import { waitFor } from '../support/wait-for.js';
import { ToyHub } from '../realtime/toy-hub.js';

describe('what operators look at', () => {
  let hub: ToyHub;
  beforeAll(async () => {
    hub = await ToyHub.boot({ HOST: '0.0.0.0', METRICS_TOKEN: 'a long enough secret' });
  });
  afterAll(() => hub.close());
  const get = async (path: string, headers: Record<string, string> = {}) => fetch(`${hub.url}${path}`, { headers });

  it('is alive and ready', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' });
    const ready = await get('/health/ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ accepting: true, database: true, disk: 'ok' });
  });

  it('gives metrics to this machine, and to others only with the key', async () => {
    const local = await get('/metrics');
    expect(local.status).toBe(200);
    expect(local.headers.get('content-type')).toContain('text/plain');
    const text = await local.text();
    for (const name of [
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_seconds',
      'tertulia_sockets',
      'tertulia_followings',
      'tertulia_ring_bytes',
      'tertulia_http_request_seconds_count',
    ])
      expect(text).toContain(name);
    const forwarded = { 'x-forwarded-for': '203.0.113.9' };
    expect((await get('/metrics', forwarded)).status).toBe(404);
    expect((await get('/metrics', { ...forwarded, authorization: 'Bearer wrong' })).status).toBe(404);
    expect((await get('/metrics', { ...forwarded, authorization: 'Bearer a long enough secret' })).status).toBe(200);
  });

  it('describes every route with its bodies, from the schemas', async () => {
    const document = (await (await get('/api/docs-json')).json()) as {
      paths: Record<string, Record<string, { requestBody?: { content: object }; security?: unknown }>>;
      components: { schemas: Record<string, { properties?: object; required?: string[] }> };
    };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/toy', '/api/toy/mine', '/api/toy/broken', '/api/toy/busy']),
    );
    expect(JSON.stringify(document.paths['/api/toy']?.['post']?.requestBody)).toContain('#/components/schemas/ToyBody');
    expect(document.components.schemas['ToyBody']).toMatchObject({
      properties: { title: { type: 'string', minLength: 3, maxLength: 80 } },
      required: ['title'],
    });
  });

  it('shows the description on a page that asks no other host and runs under the policy', async () => {
    const page = await get('/api/docs');
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    expect(html).not.toMatch(/\son\w+=/);
    const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) {
      const url = new URL(source, `${hub.url}/api/docs`);
      expect(url.origin).toBe(hub.url);
      expect((await fetch(url)).status).toBe(200);
    }
  });

  it('is not ready any more while it shuts down, and answers what was under way', async () => {
    const other = await ToyHub.boot();
    // A connection that is open already, as a balancer keeps them.
    const { port } = new URL(other.url);
    let status = 0;
    let answer = '';
    const late = request({ port, path: '/health/ready', headers: { connection: 'keep-alive' } }, (response) => {
      status = response.statusCode ?? 0;
      response.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    });
    await new Promise((resolve) => late.on('socket', (socket) => socket.once('connect', resolve)));
    const stopping = other.stop();
    late.end();
    await waitFor('the answer', () => status > 0 && answer !== '');
    expect(status).toBe(503);
    expect(JSON.parse(answer)).toMatchObject({ accepting: false });
    await stopping;
    await other.close();
  });
});
