import { originAllowed } from './origins.js';

const config = { publicUrl: 'https://hub.example.org', allowedOrigins: ['https://friend.example.org'], trustProxy: 0 };
const asked = (headers: Record<string, string>, more: Partial<typeof config> = {}) =>
  originAllowed({ headers }, { ...config, ...more });

describe('origin', () => {
  it.each([
    ['none', {}, true],
    ['the same host', { origin: 'http://localhost:3000', host: 'localhost:3000' }, true],
    [
      'the same host by another scheme, as a proxy with TLS has it',
      { origin: 'https://10.0.0.7', host: '10.0.0.7' },
      true,
    ],
    ['the usual port written out', { origin: 'https://hub.lan', host: 'hub.lan:443' }, true],
    ['another case of the host', { origin: 'http://hub.lan:3000', host: 'HUB.LAN:3000' }, true],
    ['IPv6', { origin: 'http://[::1]:3000', host: '[::1]:3000' }, true],
    ['PUBLIC_URL', { origin: 'https://hub.example.org', host: 'inside:3000' }, true],
    ['an allowed one', { origin: 'https://friend.example.org', host: 'inside:3000' }, true],
    ['another port', { origin: 'http://localhost:3001', host: 'localhost:3000' }, false],
    ['another host', { origin: 'https://evil.example.org', host: 'localhost:3000' }, false],
    ['PUBLIC_URL without TLS', { origin: 'http://hub.example.org', host: 'inside:3000' }, false],
    ['a host that begins alike', { origin: 'https://hub.example.org.evil.org', host: 'inside:3000' }, false],
    ['null', { origin: 'null', host: 'null' }, false],
    ['nothing', { origin: '', host: 'localhost' }, false],
    ['no host', { origin: 'http://localhost' }, false],
    [
      'a forwarded host of nobody trusted',
      { origin: 'https://x.org', host: 'inside', 'x-forwarded-host': 'x.org' },
      false,
    ],
  ])('%s', (_what, headers, allowed) => {
    expect(asked(headers as Record<string, string>)).toBe(allowed);
  });

  it('believes the host that a trusted proxy forwards', () => {
    const headers = { origin: 'https://x.org', host: 'inside:3000', 'x-forwarded-host': 'x.org, other' };
    expect(asked(headers, { trustProxy: 1 })).toBe(true);
    expect(asked({ ...headers, origin: 'https://other' }, { trustProxy: 1 })).toBe(false);
  });
});
