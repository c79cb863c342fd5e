import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Request, Response } from 'express';
import { securityHeaders } from './content-security.js';

describe('security headers', () => {
  const headers = securityHeaders({ secure: false, publicUrl: undefined, linkPreviews: true });
  const answerTo = (host: string | undefined): ServerResponse => {
    const request = new IncomingMessage(new Socket());
    if (host !== undefined) request.headers.host = host;
    const response = new ServerResponse(request);
    let passed = 0;
    headers(request as Request, response as Response, () => (passed += 1));
    expect(passed).toBe(1);
    return response;
  };
  const socketsFor = (host: string | undefined): string | undefined =>
    /connect-src ([^;]*)/.exec(String(answerTo(host).getHeader('Content-Security-Policy')))?.[1];

  it('are those of the host that was called, however many were called before', () => {
    for (let round = 0; round < 2; round += 1)
      for (let n = 0; n < 250; n += 1) expect(socketsFor(`h${n}:80`)).toBe(`'self' ws://h${n}:80 wss://h${n}:80`);
  });

  it('are the same for a name that is none as for no name', () => {
    const plain = answerTo(undefined).getHeaders();
    expect(socketsFor(undefined)).toBe("'self' 'self'");
    expect(answerTo("x; script-src 'unsafe-inline'").getHeaders()).toEqual(plain);
    expect(Object.keys(plain)).toEqual(expect.arrayContaining(['x-frame-options', 'x-content-type-options']));
  });
});
