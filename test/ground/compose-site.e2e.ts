import { connect as connectHttp2 } from 'node:http2';
import { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { sentenceOf } from '../../src/contract/error-sentences.js';
import { errorBody } from '../../src/contract/errors.contract.js';
import { Live } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { certificate, key } from './certificate.js';
import { healthy } from './compose-image.js';
import { NginxFolder } from './compose-nginx.js';
import { freePorts } from './compose-servers.js';
import { ask, composable, ComposeUp, pems } from './compose-up.js';
import { type Somebody, somebodyAt, textsOf } from './somebody.js';

const METRICS_TOKEN = 'only for the gauges';
// All that a person may type, and that means something in an address, a shell or a file of settings.
const POSTGRES_PASSWORD = `p@ss/w#rd:%2f?ñ '"$\\&`;
// What nginx says of settings that it takes without a word of warning.
const fine = { status: 0, said: expect.stringMatching(/^nginx: .* syntax is ok\nnginx: .* test is successful\n$/) };
const wherePrograms = composable ? describe : describe.skip;

wherePrograms('the hub of docker-compose.yml behind its nginx', () => {
  let up: ComposeUp;
  let ana: Somebody;

  beforeAll(async () => {
    up = await ComposeUp.start({ POSTGRES_PASSWORD, METRICS_TOKEN, MEILI_KEY: 'sixteen-letters-or-more' });
    ana = await somebodyAt(up.url);
  });

  afterAll(async () => {
    ana?.live.close();
    await up?.down();
  });

  it('has settings that nginx accepts without a word of warning, and places for everybody', () => {
    expect(up.site.check()).toEqual(fine);
    expect(up.site.read('nginx.conf')).toContain('worker_connections 8192;');
    expect(up.site.read('conf.d/resolver.conf')).toBe(`resolver 127.0.0.1:${up.places.names} valid=2s;\n`);
  });

  it('finds itself healthy, and says so through nginx', async () => {
    expect(healthy(up.places.hub)).toBe(true);
    expect(await ask(`${up.url}/health/ready`)).toMatchObject({ status: 200 });
    expect(healthy(up.places.http)).toBe(false);
  });

  it('tells its other nodes of itself through the Redis of the same file', async () => {
    const redis = new Redis(up.environment['REDIS_URL'] ?? '');
    expect(await redis.call('PUBSUB', 'SHARDCHANNELS', 'tertulia*')).not.toEqual([]);
    await redis.quit();
  });

  it('sends plain HTTP to HTTPS, with path and question', async () => {
    const { status, headers } = await ask(`http://localhost:${up.places.http}/invites/abc?x=1`, { method: 'POST' });
    expect([status, headers.location]).toEqual([308, 'https://localhost/invites/abc?x=1']);
  });

  it('keeps people by a cookie for HTTPS only, and asks browsers to stay with HTTPS', async () => {
    const body = JSON.stringify({ email: ana.mail, password: ana.password });
    const headers = { 'content-type': 'application/json', origin: up.url };
    const answer = await ask(`${up.url}/api/session`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    expect(answer.headers.server).toBe('nginx');
  });

  it('speaks HTTP/2', async () => {
    const session = connectHttp2(up.url, { ca: certificate });
    const status = await new Promise((resolve, reject) => {
      session.on('error', reject);
      session.request({ ':path': '/api/hub' }).on('response', (headers) => resolve(headers[':status']));
    });
    session.destroy();
    expect(status).toBe(200);
  });

  it('carries what is posted to who listens, from pages of its own address only', async () => {
    const token = ana.http.token ?? '';
    await expect(Live.connect(up.url, token, { headers: { origin: 'https://evil.example' } })).rejects.toThrow();
    const reader = await Live.connect(up.url, token, { headers: { origin: up.url } });
    await reader.open(`room:${ana.roomId}`);
    await ana.live.post(ana.roomId, 'Hola a través de nginx');
    expect((await reader.event('chat.message-posted')).payload).toMatchObject({
      message: { text: 'Hola a través de nginx' },
    });
    expect(await textsOf(ana.http, ana.roomId)).toEqual(['Hola a través de nginx']);
    reader.close();
  });

  it('keeps a quiet connection: the heartbeat is far quicker than the patience of nginx', async () => {
    const socket = new WebSocket(`${up.url}/socket.io/?EIO=4&transport=websocket`, { ca: certificate, origin: up.url });
    const hello = await new Promise<string>((resolve, reject) => {
      socket.once('message', (data: Buffer) => resolve(data.toString()));
      socket.once('error', reject);
    });
    socket.close();
    const { pingInterval, pingTimeout } = JSON.parse(hello.slice(1)) as { pingInterval: number; pingTimeout: number };
    const [, hours] =
      /location \/socket\.io\/ \{[^}]*proxy_read_timeout (\d+)h;/.exec(up.site.read('tertulia/hub.conf')) ?? [];
    expect(Number(hours) * 3_600_000).toBeGreaterThan(10 * (pingInterval + pingTimeout));
  });

  it('knows the real address of who asks, and believes nothing that they say of it', async () => {
    const from = (localAddress: string, forged: number) =>
      ask(`https://127.0.0.1:${up.places.https}/api/account`, {
        localAddress,
        headers: { 'x-forwarded-for': `203.0.113.${forged}`, forwarded: `for=203.0.113.${forged}` },
      });
    const statuses = [];
    for (let n = 0; n < 100; n += 10)
      statuses.push(...(await Promise.all(Array.from({ length: 10 }, (_, m) => from('127.0.0.7', n + m)))));
    expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await from('127.0.0.7', 200)).status).toBe(429);
    expect((await from('127.0.0.8', 200)).status).toBe(401);
  });

  it('shows its figures only to whoever has the token', async () => {
    expect((await ask(`${up.url}/metrics`)).status).toBe(404);
    expect((await ask(`${up.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).status).toBe(
      200,
    );
  });

  it('refuses what is too large in words: the hub its own, nginx what the hub never sees', async () => {
    const hubs = await ana.http.post('/api/rooms', { title: 'x'.repeat(70_000) });
    expect(hubs).toMatchObject({ status: 413, body: { code: 'too-large' } });
    const length = { 'content-length': String(65 * 1024 * 1024) };
    for (const language of ['es', 'en'] as const) {
      const headers = { ...length, 'accept-language': `${language}-XX` };
      const { status, text } = await ask(`${up.url}/api/account/avatar`, { method: 'PUT', headers });
      expect([status, errorBody.parse(JSON.parse(text))]).toEqual([
        413,
        { code: 'too-large', message: sentenceOf('too-large', language) },
      ]);
    }
  });

  it('says in words that it is being restarted, and is found again under another address', async () => {
    await ana.live.open(`room:${ana.roomId}`);
    expect(await up.stopHub()).toBe(0);
    expect(ana.live.byes).toMatchObject([{ reason: 'restarting' }]);
    for (const language of ['es', 'en'] as const) {
      const headers = { 'accept-language': language === 'en' ? 'fr,en-GB;q=0.8,es;q=0.2' : 'eu,es;q=0.9,en;q=0.8' };
      const api = await ask(`${up.url}/api/rooms`, { headers });
      expect([api.status, api.headers['retry-after'], api.headers['content-type']]).toEqual([
        503,
        '5',
        'application/json; charset=utf-8',
      ]);
      expect(errorBody.parse(JSON.parse(api.text))).toEqual({
        code: 'shutting-down',
        message: sentenceOf('shutting-down', language),
      });
      const page = await ask(`${up.url}/rooms`, { headers });
      expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
        503,
        'text/html; charset=utf-8',
        'no-store',
      ]);
      expect(page.text).toContain(language === 'en' ? '<h1>Back in a moment</h1>' : '<h1>Volvemos enseguida</h1>');
    }
    expect((await ask(`${up.url}/api/session`, { method: 'POST', body: '{}' })).status).toBe(503);
    expect((await ask(`${up.url}/tertulia-words/restarting.es.html`)).status).toBe(404);

    // A container that is made anew seldom gets the address it had.
    await up.startHub('127.0.0.2');
    await waitFor('the hub at its new address', async () => (await ask(`${up.url}/health/ready`)).status === 200);
    const again = await Live.connect(up.url, ana.http.token ?? '', { headers: { origin: up.url } });
    await again.post(ana.roomId, 'Aquí sigo');
    expect(await textsOf(ana.http, ana.roomId)).toEqual(['Hola a través de nginx', 'Aquí sigo']);
    again.close();
  });

  it('writes down neither addresses of pages nor of people where nothing fails', () => {
    expect(up.site.read('access.log')).toBe('');
  });

  it('serves by HTTP alone where there is no certificate', async () => {
    const [http = 0, https = 0] = await freePorts(2);
    const bare = new NginxFolder({ ...up.places, http, https }, {});
    expect(bare.chooseSite(`http://localhost:${http}`).said).toBe('tertulia: serving by http\n');
    expect(bare.check()).toEqual(fine);
    const nginx = await bare.start();
    try {
      const bea = await somebodyAt(`http://127.0.0.1:${http}`);
      await bea.live.post(bea.roomId, 'Sin certificado');
      expect(await textsOf(bea.http, bea.roomId)).toEqual(['Sin certificado']);
      bea.live.close();
    } finally {
      await nginx.stop();
    }
  });

  it('tells a newcomer what does not fit together', () => {
    const sentence =
      'tertulia: deploy/ssl must hold both fullchain.pem and privkey.pem, or neither; one of them is missing or empty.\n';
    const halves: Record<string, string>[] = [
      { 'fullchain.pem': certificate },
      { 'privkey.pem': key },
      { ...pems, 'privkey.pem': '' },
    ];
    for (const some of halves)
      expect(new NginxFolder(up.places, some).chooseSite(up.url)).toEqual({ status: 1, said: sentence });
    expect(new NginxFolder(up.places, {}).chooseSite(up.url)).toMatchObject({
      status: 0,
      said: expect.stringContaining('PUBLIC_URL says https and deploy/ssl has no certificate'),
    });
    expect(new NginxFolder(up.places, pems).chooseSite('http://localhost')).toMatchObject({
      status: 0,
      said: expect.stringContaining('there is a certificate and PUBLIC_URL does not say https'),
    });
    const swapped = new NginxFolder(up.places, { 'fullchain.pem': key, 'privkey.pem': certificate });
    swapped.chooseSite(up.url);
    expect(swapped.check()).toMatchObject({ status: 1, said: expect.stringContaining('cannot load certificate') });
  });
});
