import { QueryFailedError } from 'typeorm';
import { classify, constraintOf, DiskFullError } from './database-errors.js';

const fromPostgres = (code: string, more = {}): Error =>
  Object.assign(new Error('as PostgreSQL says'), { code, ...more });

describe('classify', () => {
  it.each([
    ['53100', 'disk-full'],
    ['57P01', 'unavailable'],
    ['57P03', 'unavailable'],
    ['08006', 'unavailable'],
    ['ECONNREFUSED', 'unavailable'],
    ['40001', 'serialization'],
    ['40P01', 'serialization'],
    ['55P03', 'lock-timeout'],
    ['57014', 'timeout'],
    ['23505', 'unique'],
    ['23503', 'foreign-key'],
    ['22P05', 'invalid-value'],
    ['42P01', 'other'],
  ])('%s is %s, by itself, wrapped and as a cause', (code, problem) => {
    const error = fromPostgres(code);
    expect(classify(error)).toBe(problem);
    expect(classify(new QueryFailedError('SELECT 1', [], error))).toBe(problem);
    expect(classify(new Error('while saving', { cause: error }))).toBe(problem);
  });

  it('knows a lost connection by its words, and our own full disk', () => {
    expect(classify(new Error('Connection terminated unexpectedly'))).toBe('unavailable');
    expect(classify(new Error('timeout exceeded when trying to connect'))).toBe('unavailable');
    expect(classify(new DiskFullError('full'))).toBe('disk-full');
  });

  it('leaves everything else alone', () => {
    expect(classify(new Error('a mistake'))).toBe('other');
    expect(classify('a word')).toBe('other');
    const circle = new Error('round');
    circle.cause = circle;
    expect(classify(circle)).toBe('other');
  });

  it('names the constraint', () => {
    expect(
      constraintOf(new QueryFailedError('INSERT', [], fromPostgres('23505', { constraint: 'accounts_email' }))),
    ).toBe('accounts_email');
    expect(constraintOf(new Error('other'))).toBeUndefined();
  });
});
