import { randomBytes } from 'node:crypto';
import { RefreshKeys } from './refresh-keys.js';

const secret = () => randomBytes(32).toString('base64url');
const sessionId = '018f3a52-7c11-7abc-8def-0123456789ab';

describe('refresh keys', () => {
  const keys = new RefreshKeys(secret());

  it('are read back with their session and hash', () => {
    const key = keys.first(sessionId, secret());
    expect(keys.read(key.value)).toEqual(key);
    expect(key.sessionId).toBe(sessionId);
    expect(key.hash).toHaveLength(32);
    expect(key.value).not.toContain(key.hash.toString('base64url'));
  });

  it('the next one is always the same one, and another', () => {
    const key = keys.first(sessionId, secret());
    const next = keys.after(key);
    expect(keys.after(key)).toEqual(next);
    expect(next.sessionId).toBe(sessionId);
    expect(next.value).not.toBe(key.value);
    expect(keys.read(next.value)).toEqual(next);
  });

  it('of another installation, changed or made up are no keys', () => {
    const { value } = keys.first(sessionId, secret());
    expect(new RefreshKeys(secret()).read(value)).toBeUndefined();
    expect(keys.read(`${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    expect(keys.read(value.replace(/\.(.)/, (_, first: string) => `.${first === 'x' ? 'y' : 'x'}`))).toBeUndefined();
    for (const nonsense of ['', 'a.b.c', `${value}.`, value.repeat(2), '.'.repeat(90)])
      expect(keys.read(nonsense)).toBeUndefined();
  });
});
