import { EMBED_ORIGINS } from '../../src/contract/embeds.js';
import { request as rawRequest } from 'node:http';
import { Http } from '../support/person.js';
import { ToyHub } from '../realtime/toy-hub.js';

describe('every route', () => {
  let hub: ToyHub;
  let visitor: Http;
  let alice: Http;
  beforeAll(async () => {
    hub = await ToyHub.boot();
  });
  beforeEach(() => {
    visitor = new Http(hub.url);
    alice = new Http(hub.url, hub.toy.actor('Alice').sessionId);
  });
  afterAll(() => hub.close());

  describe('headers', () => {
    it('has a strict content security policy', async () => {
      const { headers } = await visitor.get('/api/toy');
      const policy = Object.fromEntries(
        (headers.get('content-security-policy') ?? '').split(';').map((part) => {
          const [name = '', ...values] = part.trim().split(' ');
          return [name, values.join(' ')];
        }),
      );
      const { host } = new URL(hub.url);
      expect(policy).toEqual({
        'default-src': "'self'",
        'script-src': "'self'",
        'script-src-attr': "'none'",
        'style-src': "'self' 'unsafe-inline'",
        'img-src': "'self' data: blob:",
        'font-src': "'self'",
        'connect-src': `'self' ws://${host} wss://${host}`,
        'worker-src': "'self'",
        'manifest-src': "'self'",
        'object-src': "'none'",
        'base-uri': "'none'",
        'form-action': "'self'",
        'frame-ancestors': "'none'",
        'frame-src': ["'self'", ...EMBED_ORIGINS].join(' '),
      });
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).not.toBeNull();
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
    });

    it('puts nothing of a strange Host into the policy', async () => {
      const headers = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) => {
        rawRequest(`${hub.url}/api/toy`, { headers: { host: "x; script-src 'unsafe-inline'" } }, (response) => {
          response.resume();
          resolve(response.headers);
        })
          .on('error', reject)
          .end();
      });
      expect(headers['content-security-policy'] ?? '').not.toContain("script-src 'unsafe-inline'");
    });

    it('gives every answer a request id, and keeps that of the caller where it is a proper one', async () => {
      const own = await visitor.get('/api/toy');
      expect(own.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      const given = await visitor.send('GET', '/api/toy/broken', undefined, { 'x-request-id': 'proxy-12345678' });
      expect(given.headers.get('x-request-id')).toBe('proxy-12345678');
      expect(given.body).toMatchObject({ requestId: 'proxy-12345678' });
      const strange = await visitor.send('GET', '/api/toy', undefined, { 'x-request-id': 'a b<script>' });
      expect(strange.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('lets nobody keep answers of the API', async () => {
      expect((await alice.get('/api/toy/mine')).headers.get('cache-control')).toBe('no-store');
      expect((await visitor.get('/api/toy/mine')).headers.get('cache-control')).toBe('no-store');
    });
  });

  describe('guard', () => {
    it.each(['/api/toy/mine', '/api/toy/mine/', '/API/Toy/Mine'])('asks who calls %s', async (path) => {
      expect(await visitor.get(path)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
      expect(await alice.get(path)).toMatchObject({ status: 200, body: { hello: 'Alice' } });
      expect((await visitor.send('HEAD', path)).status).toBe(401);
      expect((await alice.send('HEAD', path)).status).toBe(200);
    });

    it('refuses a route that declares no verb, to everybody', async () => {
      for (const http of [visitor, alice])
        expect(await http.get('/api/toy/undeclared')).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    });

    it('takes a token that says nothing as none where visitors may come, and as an error elsewhere', async () => {
      const stale = new Http(hub.url, 'stale');
      expect(await stale.get('/api/toy')).toMatchObject({ status: 200, body: { hello: null } });
      expect(await stale.get('/api/toy/mine')).toMatchObject({ status: 401 });
      expect(await new Http(hub.url, 'banned').get('/api/toy/mine')).toMatchObject({
        status: 403,
        body: { code: 'accounts/banned' },
      });
      expect(
        (await visitor.send('GET', '/api/toy/mine', undefined, { authorization: `Bearer ${'x'.repeat(5_000)}` }))
          .status,
      ).toBe(401);
    });
  });

  describe('errors', () => {
    it.each([
      ['es', 'es-ES,es;q=0.9,en;q=0.8', 'Tu sesión ha terminado. Entra de nuevo.'],
      ['en', 'en-GB,en;q=0.9,es;q=0.8', 'Your session has ended. Sign in again.'],
      ['en by weight', 'es;q=0.5, en;q=0.9', 'Your session has ended. Sign in again.'],
      ['es for an unknown language', 'fr, de;q=0.9', 'Tu sesión ha terminado. Entra de nuevo.'],
      ['es for nonsense', ';;;q=,=', 'Tu sesión ha terminado. Entra de nuevo.'],
    ])('speak %s', async (_which, header, message) => {
      const { body } = await visitor.send('GET', '/api/toy/mine', undefined, { 'accept-language': header });
      expect(body).toMatchObject({ message });
    });

    it("speak the person's language before the browser's", async () => {
      const english = new Http(hub.url, hub.toy.actor('Emily', { language: 'en' }).sessionId);
      const { body } = await english.send('POST', '/api/toy', { title: 1 }, { 'accept-language': 'es' });
      expect(body).toMatchObject({ message: 'Something that was sent is not valid: title.' });
    });

    it.each([
      ['a wrong type', { title: 7 }, 'title'],
      ['a missing field', {}, 'title'],
      ['too short', { title: 'ab' }, 'title'],
      ['an unknown field', { title: 'abc', admin: true }, 'admin'],
      ['a list', [], 'input'],
    ])('name the field: %s', async (_what, body, field) => {
      expect(await visitor.post('/api/toy', body)).toMatchObject({
        status: 400,
        body: { code: 'invalid-input', details: { field } },
      });
    });

    it('refuse a body that is no JSON, or none, or too much', async () => {
      const send = (body: string, type = 'application/json') =>
        fetch(`${hub.url}/api/toy`, { method: 'POST', body, headers: { 'content-type': type } });
      expect((await send('{"title":')).status).toBe(400);
      expect(await (await send('{"title":')).json()).toMatchObject({ code: 'invalid-input' });
      expect((await send('title=abc', 'application/x-www-form-urlencoded')).status).toBe(201);
      expect((await send('title=abc', 'text/plain')).status).toBe(400);
      const large = await send(JSON.stringify({ title: 'x'.repeat(65_536) }));
      expect(large.status).toBe(413);
      expect(await large.json()).toMatchObject({ code: 'too-large' });
    });

    it('say nothing of what happened inside', async () => {
      const { status, body } = await visitor.get('/api/toy/broken');
      expect(status).toBe(500);
      expect(body).toEqual({
        code: 'internal',
        message: 'Algo ha fallado por nuestra parte. Ya ha quedado anotado.',
        requestId: expect.any(String),
      });
    });

    it('say when to come back', async () => {
      const { status, headers } = await visitor.get('/api/toy/busy');
      expect(status).toBe(503);
      expect(headers.get('retry-after')).toBe('3');
    });

    it.each(['/api', '/api/', '/api/nothing', '/API/nothing', '/api/toy/%ff'])(
      'answer JSON for %s, which does not exist',
      async (path) => {
        for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
          const { status, body } = await visitor.send(method, path);
          expect([400, 404]).toContain(status);
          expect(body).toMatchObject({ code: expect.stringMatching(/^(not-found|invalid-input)$/) });
        }
      },
    );
  });

  describe('origin', () => {
    it('refuses what changes something from the page of another host', async () => {
      const foreign = { origin: 'https://evil.example.org' };
      expect(await visitor.send('POST', '/api/toy', { title: 'abc' }, foreign)).toMatchObject({
        status: 403,
        body: { code: 'wrong-origin' },
      });
      expect((await visitor.send('GET', '/api/toy', undefined, foreign)).status).toBe(200);
      expect((await visitor.send('POST', '/api/toy', { title: 'abc' })).status).toBe(201);
    });

    it('gives no other page leave to read', async () => {
      const { headers } = await visitor.send('OPTIONS', '/api/toy', undefined, { origin: 'https://evil.example.org' });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    });
  });
});

describe('behind TLS', () => {
  it('asks browsers to stay with it', async () => {
    const hub = await ToyHub.boot({ PUBLIC_URL: 'https://hub.example.org' });
    const { headers } = await new Http(hub.url).get('/api/toy');
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}/);
    expect(headers.get('content-security-policy')).toContain('wss://hub.example.org');
    await hub.close();
  });
});
