import { PROTOCOL } from '../../src/contract/limits.js';
import { nastyJson, nastyText } from './nasty.js';
import { HOST, KEY, type Knocks, PROPER, VERSION, written } from './request.js';
import { frame, illegal } from './websocket.js';

const without = (name: string): string[] => PROPER.filter((line) => !line.startsWith(name));

/** Handshakes of Socket.IO that are wrong somewhere between the address and the token. */
export const websocketKnocks: Knocks = {
  target: (random) => {
    const query = random.pick([
      'EIO=3',
      'EIO=5',
      'EIO=',
      '',
      'EIO=4&EIO=3',
      'EIO=4%00',
      'EIO[]=4',
      '%',
      'EIO=4&__proto__=x',
      'EIO=4&constructor=x',
    ]);
    const transport = random.pick([
      'websocket',
      'polling',
      'webtransport',
      '__proto__',
      'constructor',
      'toString',
      '',
      'WEBSOCKET',
      'websocket&transport=polling',
    ]);
    const sid = random.pick([
      '',
      '',
      '&sid=x',
      '&sid=__proto__',
      '&sid=toString',
      '&sid=',
      `&sid=${'A'.repeat(2_000)}`,
      '&sid=%00',
      '&sid=hasOwnProperty',
    ]);
    const path = random.pick([
      '/socket.io/',
      '/socket.io/',
      '/socket.io/x/',
      '/socket.io//',
      '/socket.io/../api/account',
      '//socket.io/',
      '/%73ocket.io/',
      '/socket.io/;a=b',
      '/SOCKET.IO/',
    ]);
    return { parts: [written({ target: `${path}?${query}&transport=${transport}${sid}` })], then: '40{}' };
  },
  polling: (random) => {
    const body = random.pick(['40', '0{}', '42["chat:post",{}]', '4'.repeat(5_000), '\u001e'.repeat(5_000)]);
    const target = `/socket.io/?EIO=${random.pick(['3', '4'])}&transport=polling${random.pick(['', '&sid=x', '&j=0', '&b64=1'])}`;
    return {
      parts: [
        written(
          random.chance(0.5)
            ? { target, headers: [HOST] }
            : { method: 'POST', target, headers: [HOST, `Content-Length: ${body.length}`], body },
        ),
      ],
    };
  },
  host: (random) => ({
    parts: [
      written({
        headers: [
          random.pick([
            'X: y',
            'Host:',
            'Host: ',
            'Host: a b',
            'Host: evil.example.org',
            'Host: [::1',
            'Host: \u00ff',
            `Host: ${'a'.repeat(8_000)}`,
            'Host: 127.0.0.1:99999',
            "Host: x; script-src 'unsafe-inline'",
          ]),
          ...without('Host'),
        ],
      }),
    ],
    then: '40{}',
  }),
  websocket: (random) => {
    const key = random.pick([
      [],
      ['Sec-WebSocket-Key:'],
      ['Sec-WebSocket-Key: x'],
      [`Sec-WebSocket-Key: ${'A'.repeat(5_000)}`],
      [KEY, KEY],
      ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=!'],
      [KEY],
    ]);
    const version = random.pick([
      [],
      ['Sec-WebSocket-Version: 0'],
      ['Sec-WebSocket-Version: 8'],
      ['Sec-WebSocket-Version: 99'],
      ['Sec-WebSocket-Version: x'],
      [VERSION, VERSION],
      [VERSION],
    ]);
    const upgrade = random.pick([
      [],
      ['Upgrade: h2c'],
      ['Upgrade: websocket, h2c'],
      ['Upgrade: WebSocket'],
      ['Upgrade:'],
      ['Upgrade: websocket', 'Upgrade: websocket'],
    ]);
    const connection = random.pick([
      [],
      ['Connection: close'],
      ['Connection: keep-alive, Upgrade'],
      ['Connection: Upgrade', 'Connection: close'],
      ['Connection: Upgrade'],
    ]);
    return { parts: [written({ headers: [HOST, ...connection, ...upgrade, ...key, ...version] })] };
  },
  extensions: (random) => {
    const value = random.pick([
      'permessage-deflate',
      'permessage-deflate; server_max_window_bits=99',
      'permessage-deflate; x="',
      'permessage-deflate; client_max_window_bits; client_max_window_bits',
      ',,,;;;===',
      'a='.repeat(3_000),
      'x, '.repeat(3_000),
      '\u00ff',
      '"\\',
      'permessage-deflate; __proto__=1',
    ]);
    const name = random.pick(['Sec-WebSocket-Extensions', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Accept']);
    return { parts: [written({ headers: [...PROPER, `${name}: ${value}`] })], then: '40{}' };
  },
  origin: (random) => ({
    parts: [
      written({
        headers: [
          ...PROPER,
          `Origin: ${random.pick(['https://evil.example.org', 'null', 'http://[', 'javascript:alert(1)', 'file://', '', 'http://127.0.0.1.evil.org', 'http://127.0.0.1@evil.org', `https://${'a'.repeat(8_000)}.org`, 'https://a.org, https://b.org', '\u0001', 'https://\u00ff', `https://e${random.int(0, 1e6)}.example.org`])}`,
        ],
      }),
    ],
  }),
  'early frames': (random) => ({
    parts: [Buffer.concat([written({}), ...illegal(random), frame('40{}'), frame('42["x"]')])],
    open: true,
  }),
  'in pieces': (random) => {
    const whole = written({});
    const cut = random.int(1, whole.length - 1);
    return { parts: [whole.subarray(0, cut), whole.subarray(cut)], then: `40${nastyJson(random)}` };
  },
  authentication: (random) => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.`;
    const foreign = `${Buffer.from('{"alg":"HS256","kid":"../../dev/null"}').toString('base64url')}.${random.bytes(60).toString('base64url')}.${random.bytes(32).toString('base64url')}`;
    const token = random.pick([
      unsigned,
      foreign,
      '',
      'x',
      'x'.repeat(4_096),
      'x'.repeat(4_097),
      'x'.repeat(60_000),
      'a.b.c',
      '..',
      nastyText(random),
    ]);
    const auth = random.pick([
      JSON.stringify({ token, protocol: PROTOCOL }),
      JSON.stringify({ token, protocol: random.pick([0, -1, 2, 1e9, '1', null]) }),
      JSON.stringify({ token }),
      `{"token":${nastyJson(random)},"protocol":${PROTOCOL}}`,
      nastyJson(random),
      '',
    ]);
    return { parts: [written({})], then: `40${auth}` };
  },
};
