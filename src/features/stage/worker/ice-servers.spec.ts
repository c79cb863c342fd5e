import { CREDENTIAL_MS, iceServersOf, relaysOf } from './ice-servers.js';

const accountId = '0198c0de-0000-7000-8000-000000000001';
const turnSecret = 'a secret shared with coturn';
const turnUrls = ['turn:turn.example.org:3478', 'turns:turn.example.org:5349?transport=tcp'];

describe('the servers that help to find a way', () => {
  it('are none unless somebody set them', () => {
    const none = { stunUrls: [], turnUrls: [], turnSecret: undefined };
    expect(iceServersOf(none, { accountId, nowMs: 0, hubIsPublic: true })).toEqual([]);
  });

  it('let a person in for ten minutes, as coturn checks it', () => {
    // printf '%s' "$username" | openssl dgst -sha1 -hmac "$secret" -binary | base64
    const nowMs = 1_763_890_200_900 - CREDENTIAL_MS;
    const stunUrls = ['stun:turn.example.org:3478'];
    expect(iceServersOf({ stunUrls, turnUrls, turnSecret }, { accountId, nowMs, hubIsPublic: true })).toEqual([
      { urls: stunUrls },
      { urls: turnUrls, username: `1763890200:${accountId}`, credential: 'btMOsXD9b/VrKbhsXYNtDUsS+S0=' },
    ]);
    expect(CREDENTIAL_MS).toBeLessThanOrEqual(10 * 60_000);
  });

  it.each([
    'turn:10.0.0.5:3478',
    'turn:127.0.0.1',
    'turn:localhost:3478',
    'turns:[fd00::5]:5349?transport=tcp',
    'turn:[::ffff:192.168.1.5]:3478',
    'turn:169.254.169.254',
    'turn:100.64.0.1:3478',
    'turn:turn.school.internal:3478',
    'turn:router.lan',
  ])('of a hub on the internet are never inside a private network: %s', (url) => {
    expect(relaysOf([url], true)).toEqual([{ url, refused: true }]);
    // A hub of that very network may use it.
    expect(relaysOf([url], false)).toEqual([{ url, refused: false }]);
    const servers = iceServersOf(
      { stunUrls: [], turnUrls: [url], turnSecret },
      { accountId, nowMs: 0, hubIsPublic: true },
    );
    expect(servers).toEqual([]);
  });

  it('are used where they belong to everybody', () => {
    const urls = [
      ...turnUrls,
      'turn:203.0.114.9:3478?transport=udp',
      'turn:[2001:4860::5]:3478',
      'turn:lan.example.org',
    ];
    expect(relaysOf(urls, true).filter(({ refused }) => refused)).toEqual([]);
  });
});
