import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { staticClient } from '../../src/platform/http/static-client.js';

describe('the built client', () => {
  let folder: string;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tertulia-client-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Tertulia</title>');
    writeFileSync(join(folder, 'robots.txt'), 'User-agent: *');
    writeFileSync(join(folder, 'assets/index-B1cD2eF3.js'), 'void 0;');
    writeFileSync(join(folder, 'assets/index-B1cD2eF3.js.map'), '{}');
    writeFileSync(join(folder, '.secret'), 'no');
    const app = express();
    app.use(staticClient(folder));
    app.use((_request, response) => void response.status(418).end('ours'));
    server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });
  });
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { headers: { accept: 'text/html,*/*' }, ...init });

  it.each([
    '/',
    '/index.html',
    '/rooms/0190',
    '/rooms/0190/',
    '/ROOMS',
    '/nothing.that.exists',
    '/healthy',
    '/apis',
    '/metrics2',
  ])('answers the page for %s', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const response = await get(path, { method });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('lets hashed files be kept for ever, and others be asked for again', async () => {
    const hashed = await get('/assets/index-B1cD2eF3.js');
    expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(hashed.headers.get('content-type')).toContain('javascript');
    expect((await get('/robots.txt')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    '/assets/missing-12345678.js',
    '/assets/',
    '/assets',
    '/Assets/missing.js',
    '/assets/index-B1cD2eF3.js.map',
    '/assets/index-B1cD2eF3.js.map/',
    '/assets/index-B1cD2eF3.js.MAP',
  ])('has no %s, and says so without a page', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const response = await get(path, { method });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/json');
    }
  });

  it('shows no hidden file and nothing outside', async () => {
    expect(await (await get('/.secret')).text()).toContain('<title>');
    expect(await (await get('/..%2f..%2fetc%2fpasswd')).text()).not.toContain('root:');
  });

  it('answers a page only to who wants one', async () => {
    expect((await get('/rooms', { headers: { accept: 'application/json' } })).status).toBe(404);
    expect((await get('/rooms', { method: 'POST' })).status).toBe(404);
  });

  it.each(['/api', '/api/x', '/API/x', '/socket.io/', '/health/live', '/Health/live', '/metrics'])(
    'leaves %s to the hub',
    async (path) => {
      expect((await get(path)).status).toBe(418);
    },
  );
});
