import { gzipSync } from 'node:zlib';
import { nastyJson, nastyText } from './nasty.js';
import { HOST, json, type Knocks, PATHS, PROPER, written } from './request.js';

/** Requests that are none, and what travels behind them. */
export const httpKnocks: Knocks = {
  'request line': (random) => {
    const method = random.pick(['GE T', 'get', '', 'G\u0000T', 'X'.repeat(9_000), 'GET', 'PRI', 'SOURCE', 'M-SEARCH']);
    const version = random.pick([
      'HTTP/0.9',
      'HTTP/1.2',
      'HTTP/2.0',
      'HTTP/9.9',
      'HTTP/1.1 x',
      '',
      'http/1.1',
      'HTTP/1,1',
      'HTP/1.1',
      'HTTP/1.0',
    ]);
    return { parts: [written({ method, version })] };
  },
  absolute: (random) => ({
    parts: [
      written({
        method: random.pick(['GET', 'CONNECT', 'OPTIONS', 'TRACE', 'POST', 'HEAD']),
        target: random.pick([
          'http://evil.example.org/socket.io/?EIO=4&transport=websocket',
          '127.0.0.1:22',
          'example.org:443',
          '*',
          'http://[::1',
          'http://user:pass@127.0.0.1/api/account',
          'file:///etc/passwd',
          '\\socket.io\\',
          `/${'a'.repeat(20_000)}`,
          '/api/\u0000',
          '/%',
          '/api/%ff%fe',
          '/api/rooms/%2e%2e/account',
        ]),
        headers: random.pick([PROPER, [HOST]]),
      }),
    ],
  }),
  'other paths': (random) => ({ parts: [written({ target: random.pick(PATHS) })] }),
  method: (random) => ({
    parts: [
      written({
        method: random.pick(['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT']),
        headers: random.pick([PROPER, [HOST]]),
      }),
    ],
  }),
  'many headers': (random) => {
    const line = random.pick([
      (i: number) => `X-${i}: a`,
      () => 'Cookie: a=b',
      () => 'X-Forwarded-For: 1.2.3.4',
      () => 'Upgrade: websocket',
      () => 'A:',
    ]);
    return {
      parts: [
        written({ headers: [...PROPER, ...Array.from({ length: random.int(90, 2_500) }, (_, index) => line(index))] }),
      ],
    };
  },
  'long header': (random) => {
    const name = random.pick([
      'X-Long',
      'Cookie',
      'Authorization',
      'User-Agent',
      'Accept-Language',
      'Sec-WebSocket-Extensions',
      'X-Request-Id',
      'X'.repeat(5_000),
    ]);
    const unit = random.pick(['x', ';', ',', 'a=b;', 'q=0.', '"', '\\', '%']);
    return {
      parts: [
        written({
          headers: [...PROPER, `${name}: ${unit.repeat(Math.floor(random.int(5_000, 40_000) / unit.length))}`],
        }),
      ],
    };
  },
  'bad header': (random) => ({
    parts: [
      written({
        headers: [
          ...PROPER,
          random.pick([
            'No colon',
            ': no name',
            'Sp ace: x',
            ' Folded: x',
            'X: a\r\n folded',
            'X: a\rY: b',
            'X: a\nY: b',
            'X: \u0000',
            'X: \u007f\u0001',
            'X\u0000: a',
            'X : a',
            '\u00ff\u00fe: x',
            'Host: second',
            'Content-Length: -1',
            'Content-Length: 1e9',
            'Content-Length: 5\r\nContent-Length: 6',
            'Transfer-Encoding: x',
            'Transfer-Encoding: chunked, identity',
            'Expect: 100-continue',
            'Expect: x',
            'Connection: keep-alive, close, Upgrade, x',
          ]),
        ],
      }),
    ],
    open: true,
  }),
  pipelined: (random) => {
    const many = Array.from({ length: random.int(2, 25) }, () =>
      written({ target: random.pick(PATHS), headers: [HOST] }),
    );
    return {
      parts: random.chance(0.5) ? [Buffer.concat([...many, written({})])] : [Buffer.concat([written({}), ...many])],
      open: true,
    };
  },
  smuggling: (random) => {
    const hidden = 'GET /api/account HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
    const headers = random.pick([
      ['Content-Length: 4', 'Transfer-Encoding: chunked'],
      ['Transfer-Encoding: chunked', `Content-Length: ${hidden.length + 5}`],
      ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
      ['Transfer-Encoding : chunked', 'Content-Length: 5'],
      ['Transfer-Encoding: xchunked', 'Content-Length: 5'],
      ['Transfer-Encoding:\u000bchunked', 'Content-Length: 5'],
      ['Content-Length: 5', 'Content-Length: 0'],
      ['Content-Length: +5'],
      ['Content-Length: 0x5'],
    ]);
    const body = `${random.pick(['0\r\n\r\n', '0;x\r\n\r\n', '0\n\n', 'ffffffffffffffff\r\n', '-1\r\n', '5\r\nhello\r\n0\r\n\r\n'])}${hidden}`;
    return {
      parts: [written({ method: 'POST', target: random.pick(PATHS), headers: [HOST, ...headers], body })],
      open: true,
    };
  },
  'no HTTP': (random) => ({
    parts: [
      random.pick([
        Buffer.from('160301020001000001fc0303', 'hex'),
        'SSH-2.0-x\r\n',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
        '\r\n'.repeat(2_000),
        '\u0000'.repeat(500),
        random.bytes(random.int(1, 400)),
        '<policy-file-request/>\u0000',
      ]),
    ],
    open: true,
  }),
  unfinished: (random) => {
    const whole = written({ headers: [...PROPER, 'X: y'] });
    return { parts: [whole.subarray(0, random.int(1, whole.length - 5))], open: true };
  },
  api: (random) => {
    const target = random.pick([
      '/api/session',
      '/api/accounts',
      '/api/setup',
      '/api/rooms',
      '/api/session/refresh',
      '/api/account/password',
      `/api/invites/${'x'.repeat(20)}/guest`,
      '/api/nothing',
      '/api/account/avatar',
      '/api/demo/open-as',
    ]);
    const given = random.chance(0.3) ? gzipSync(Buffer.alloc(random.pick([10, 300_000]), 0x5b)) : nastyJson(random);
    const more = [
      ...(typeof given === 'string'
        ? []
        : [`Content-Encoding: ${random.pick(['gzip', 'deflate', 'br', 'x', 'gzip, gzip'])}`]),
      random.pick([
        'Authorization: Bearer x',
        `Authorization: Bearer ${nastyText(random).replace(/[\r\n\u0100-\uffff]/gu, '')}`,
        'Authorization: Basic eDp5',
        `Cookie: tertulia_refresh=${'x'.repeat(random.int(0, 5_000))}; __proto__=x`,
        'X-Request-Id: a\tb',
        'Accept-Language: ;;q=,=',
        'Content-Type: application/json; charset=utf-7',
        'Content-Type: multipart/form-data; boundary=',
        'X-Forwarded-For: \u00ff',
        'X-HTTP-Method-Override: GET',
      ]),
    ];
    return {
      parts: [
        written({
          method: random.pick(['POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY']),
          target,
          ...json(given, more),
        }),
      ],
    };
  },
};
