import { BadRequestException, HttpException, NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { z } from 'zod';
import { describeError } from './describe-error.js';
import { DomainError } from './domain-error.js';
import { invalidInput } from './invalid-input.js';
import { retryAfterOf, translate } from './translate.js';

describe('translate', () => {
  const database = (code: string) =>
    Object.assign(new Error('words of the database'), { driverError: Object.assign(new Error(), { code }) });
  it.each([
    ['a named error', new DomainError('rooms/banned'), 'rooms/banned'],
    ['a wrong address', new NotFoundException(), 'not-found'],
    ['a bad body', new BadRequestException(), 'invalid-input'],
    ['a large body', new PayloadTooLargeException(), 'too-large'],
    ['what Nest calls a teapot', new HttpException('tea', 418), 'invalid-input'],
    ['a failure of Nest', new HttpException('x', 502), 'internal'],
    ['a body parser', Object.assign(new Error('x'), { status: 413, expose: true }), 'too-large'],
    ['an address that cannot be decoded', new URIError('x'), 'invalid-input'],
    ['a full disk', database('53100'), 'disk-full'],
    ['a database that is away', database('57P01'), 'try-again'],
    ['a deadlock', database('40P01'), 'try-again'],
    ['a slow lock', database('55P03'), 'try-again'],
    ['a broken rule nobody expected', database('23505'), 'internal'],
    ['a bug', new TypeError('x'), 'internal'],
    ['no error at all', 'words', 'internal'],
    ['nothing', undefined, 'internal'],
  ])('%s', (_what, thrown, code) => {
    expect(translate(thrown).code).toBe(code);
  });

  it('says when waiting helps', () => {
    expect(retryAfterOf(new DomainError('too-fast', { retryAfter: 17 }))).toBe(17);
    expect(retryAfterOf(new DomainError('try-again'))).toBe(3);
    expect(retryAfterOf(translate(new HttpException('x', 429)))).toBe(3);
    expect(retryAfterOf(new DomainError('not-found'))).toBeUndefined();
  });
});

describe('invalidInput', () => {
  const schema = z.strictObject({ a: z.strictObject({ b: z.array(z.int()) }), c: z.string().optional() });
  it.each([
    [{}, 'a'],
    [{ a: { b: ['x'] } }, 'a.b.0'],
    [{ a: { b: [] }, d: 1 }, 'd'],
    [{ a: { b: [], e: 1 } }, 'a.e'],
    ['words', 'input'],
  ])('of %j names %s', (input, field) => {
    const { error } = schema.safeParse(input);
    expect(invalidInput(error?.issues ?? []).details).toEqual({ field });
  });

  it('bounds what it repeats', () => {
    const { error } = schema.safeParse({ a: { b: [] }, ['x'.repeat(5_000)]: 1 });
    expect(String(invalidInput(error?.issues ?? []).details['field']).length).toBeLessThanOrEqual(200);
  });
});

describe('describeError', () => {
  it('tells kind and place, and of the database no words', () => {
    const driver = Object.assign(new Error('canary'), {
      code: '23505',
      severity: 'ERROR',
      constraint: 'accounts_email',
      detail: 'canary',
    });
    const error = Object.assign(new Error('canary'), { driverError: driver, parameters: ['canary'] });
    const described = describeError(error);
    expect(
      JSON.stringify({ ...described, stack: [], driver: { ...(described['driver'] as object), stack: [] } }),
    ).not.toContain('canary');
    expect(described).toMatchObject({ name: 'Error', driver: { code: '23505', constraint: 'accounts_email' } });
    expect(describeError(new Error('a message', { cause: new TypeError('why') }))).toMatchObject({
      message: 'a message',
      cause: { name: 'TypeError' },
    });
    expect(describeError('words')).toEqual({ name: 'string' });
  });
});
