import { networkInterfaces } from 'node:os';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { PROTOCOL } from '../../src/contract/limits.js';
import { RawSocket } from './raw-socket.js';
import { knock } from './knock.js';
import { ToyHub } from './toy-hub.js';

const lan = Object.values(networkInterfaces())
  .flatMap((found) => found ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe('the handshake', () => {
  let hub: ToyHub;
  let token: string;
  let port: string;
  beforeAll(async () => {
    hub = await ToyHub.boot({
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://hub.example.org',
      ALLOWED_ORIGINS: 'https://friend.example.org',
    });
    token = hub.toy.actor('Alice').sessionId;
    port = new URL(hub.url).port;
  });
  afterAll(() => hub.close());
  const auth = () => ({ token, protocol: PROTOCOL });

  it.each(['localhost', '127.0.0.1', ...(lan ? [lan] : [])])('lets the page of %s in', async (host) => {
    const url = `http://${host}:${port}`;
    expect(await knock(url, auth(), { origin: url })).toEqual({ connected: true });
  });

  it.each(['https://hub.example.org', 'https://friend.example.org'])('lets the page of %s in', async (origin) => {
    expect(await knock(`http://127.0.0.1:${port}`, auth(), { origin })).toEqual({ connected: true });
  });

  it('lets a program without Origin in', async () => {
    expect(await knock(`http://127.0.0.1:${port}`, auth())).toEqual({ connected: true });
  });

  it.each(['https://evil.example.org', 'null', 'http://127.0.0.1:1', 'https://hub.example.org.evil.org'])(
    'refuses the page of %s',
    async (origin) => {
      await expect(RawSocket.connect(`http://127.0.0.1:${port}`, token, { headers: { origin } })).rejects.toThrow(
        /^HTTP 40[03]$/,
      );
    },
  );

  it('does not believe a forwarded host of somebody it does not trust', async () => {
    const headers = { origin: 'https://evil.example.org', 'x-forwarded-host': 'evil.example.org' };
    await expect(RawSocket.connect(`http://127.0.0.1:${port}`, token, { headers })).rejects.toThrow(/^HTTP 40[03]$/);
  });

  it('tells an older client that there is a new version, in its language', async () => {
    const old = await knock(`http://127.0.0.1:${port}`, { token, protocol: PROTOCOL - 1, extra: 1 });
    expect(old).toMatchObject({ connected: false, message: 'old-client', data: { code: 'old-client' } });
    const english = await knock(
      `http://127.0.0.1:${port}`,
      { token, protocol: PROTOCOL + 1 },
      { 'accept-language': 'en-GB,en;q=0.9' },
    );
    expect(english.data).toMatchObject({ message: expect.stringContaining('Reload the page') });
  });

  it.each([
    ['nothing', {}],
    ['an unknown token', { token: 'no', protocol: PROTOCOL }],
    ['an unknown field', { token: 'no', protocol: PROTOCOL, admin: true }],
    ['a token of the wrong type', { token: 7, protocol: PROTOCOL }],
  ])('refuses %s as not signed in', async (_what, given) => {
    expect(await knock(`http://127.0.0.1:${port}`, given)).toMatchObject({
      connected: false,
      message: 'not-signed-in',
      data: { code: 'not-signed-in' },
    });
  });

  it('says why somebody suspended is refused', async () => {
    expect(await knock(`http://127.0.0.1:${port}`, { token: 'banned', protocol: PROTOCOL })).toMatchObject({
      message: 'accounts/banned',
      data: { code: 'accounts/banned', details: { reason: 'spam' } },
    });
  });

  it('speaks only WebSocket', async () => {
    const polling = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).toBe(400);
    expect((await fetch(`http://127.0.0.1:${port}/socket.io/socket.io.js`)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('pages of others', () => {
  it('are all refused, and the first twenty of them are written down once each', async () => {
    const hub = await ToyHub.boot();
    const token = hub.toy.actor('Alice').sessionId;
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    for (let n = 0; n < 50; n += 1) {
      const headers = { origin: `https://evil-${n % 25}.example.org` };
      await expect(RawSocket.connect(hub.url, token, { headers })).rejects.toThrow(/^HTTP 40[03]$/);
    }
    const lines = warn.mock.calls.map(([line]) => /^A page of (\S+) was refused/.exec(String(line))?.[1]);
    expect(lines).toEqual(Array.from({ length: 20 }, (_, n) => `https://evil-${n}.example.org`));
    warn.mockRestore();
    await hub.close();
  });
});

describe('behind a proxy', () => {
  it('believes the host that the proxy forwards', async () => {
    const hub = await ToyHub.boot({ TRUST_PROXY: '1' });
    const token = hub.toy.actor('Alice').sessionId;
    const headers = { origin: 'https://living.example.org', 'x-forwarded-host': 'living.example.org' };
    const raw = await RawSocket.connect(hub.url, token, { headers });
    raw.ws.terminate();
    await hub.close();
  });
});
