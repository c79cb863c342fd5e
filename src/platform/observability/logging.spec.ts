import { type Logger, pino } from 'pino';
import { lineOptions, textLines } from './logging.js';
import { requestUnderWay } from './under-way.js';

/** Lines written by a logger of the hub. */
function lines(work: (log: Pick<Logger, 'info' | 'warn' | 'error'>) => void): string[] {
  const written: string[] = [];
  work(pino(lineOptions({ logLevel: 'info' }), { write: (line: string) => void written.push(line) }));
  return written;
}

describe('log lines', () => {
  it('are JSON with a time, a level and what was said', () => {
    const [line = ''] = lines((log) => log.warn({ requestId: 'r-1', route: '/api/rooms/:id' }, 'slow'));
    expect(JSON.parse(line)).toEqual({
      level: 40,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      requestId: 'r-1',
      route: '/api/rooms/:id',
      msg: 'slow',
    });
  });

  it('carry the id of the request they were written in, and none elsewhere', () => {
    const written = lines((log) => {
      requestUnderWay.run('r-7', () => log.info('served'));
      log.info('by itself');
    });
    expect(written.map((line) => JSON.parse(line).requestId)).toEqual(['r-7', undefined]);
  });

  it('leave out words, addresses and keys at any depth they come in', () => {
    const secret = 'canary';
    const written = lines((log) => {
      for (const key of ['password', 'token', 'email', 'text', 'body', 'parameters', 'headers', 'ip'])
        log.info({ [key]: secret, inside: { [key]: secret, deeper: { [key]: secret } }, kept: 1 });
    });
    expect(written).toHaveLength(8);
    expect(written.join('')).not.toContain(secret);
    expect(written.every((line) => line.includes('"kept":1'))).toBe(true);
  });

  it('say of a database error what kind it is, and nothing of what was stored', () => {
    const driver = Object.assign(new Error('invalid input syntax: "canary"'), {
      code: '22P02',
      severity: 'ERROR',
      detail: 'canary',
      constraint: 'messages_pkey',
    });
    const error = Object.assign(new Error('canary'), {
      driverError: driver,
      parameters: ['canary'],
      query: 'insert',
      code: '22P02',
    });
    const [line = ''] = lines((log) => log.error(error));
    expect(line).not.toContain('"canary');
    expect(JSON.parse(line)).toMatchObject({
      err: { name: 'Error', code: '22P02', driver: { code: '22P02', constraint: 'messages_pkey' } },
    });
  });

  it('are one short line each in a terminal', () => {
    const shown: string[] = [];
    const stream = textLines({ write: (line: string) => shown.push(line) > 0 });
    stream.write(
      '{"level":40,"time":"2026-11-22T16:45:13.000Z","context":"sockets","msg":"Redis is away","n":2}\nnot json\n',
    );
    expect(shown).toEqual(
      ['16:45:13 warn  sockets Redis is away n=2\n', '      not json\n'].map((line) => line.replace(/^ +/, '      ')),
    );
  });
});
