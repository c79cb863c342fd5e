import { DomainError } from '../errors/domain-error.js';
import { canonicalJson, commandKey, isKept, KnownKeys, keyColumns } from './command-keys.js';

const ACCOUNT = '018f0000-0000-7000-8000-000000000001';
const KEY = '018F0000-0000-7000-8000-00000000000A';
const nothing = { query: async () => [] };

describe('canonical JSON', () => {
  it.each([
    [
      { b: 1, a: { d: [{ z: 1, y: 2 }], c: null } },
      { a: { c: null, d: [{ y: 2, z: 1 }] }, b: 1 },
    ],
    [{ text: 'x', also: undefined }, { text: 'x' }],
    [undefined, undefined],
  ])('is the same for %j and %j', (one, other) => {
    expect(canonicalJson(one)).toBe(canonicalJson(other));
  });

  it.each([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: '1' }, { a: 1 }],
    [{ a: null }, {}],
    [{ a: { b: 1 } }, { a: 1, b: 1 }],
  ])('tells %j from %j', (one, other) => {
    expect(canonicalJson(one)).not.toBe(canonicalJson(other));
  });
});

describe('keys of commands', () => {
  it('are the same in capitals, and fingerprint the command with its input', async () => {
    const key = commandKey(ACCOUNT, KEY, 'chat:post', { text: 'a' });
    expect(key.key).toBe(KEY.toLowerCase());
    const known = await KnownKeys.load(nothing, []);
    expect(known.recall(key)).toBeUndefined();
    known.remember(key, { ok: true, data: 7 });
    expect(known.recall(commandKey(ACCOUNT, KEY.toLowerCase(), 'chat:post', { text: 'a' }))).toEqual({
      ok: true,
      data: 7,
    });
    for (const other of [
      commandKey(ACCOUNT, KEY, 'chat:post', { text: 'b' }),
      commandKey(ACCOUNT, KEY, 'chat:edit', { text: 'a' }),
    ])
      expect(known.recall(other)).toEqual({ ok: false, error: expect.objectContaining({ code: 'key-reused' }) });
    expect(known.recall(commandKey(KEY, KEY, 'chat:post', { text: 'a' }))).toBeUndefined();
  });

  it('keep what stays true: results and final refusals', () => {
    expect(isKept({ ok: true, data: null })).toBe(true);
    expect(isKept({ ok: false, error: new DomainError('rooms/full') })).toBe(true);
    for (const code of ['too-fast', 'try-again', 'not-signed-in', 'internal'] as const)
      expect(isKept({ ok: false, error: new DomainError(code) })).toBe(false);
  });

  it('are written in one order by everybody, with code and details of a refusal', () => {
    const [b, a] = ['b', 'a'].map((key) => ({
      ...commandKey(ACCOUNT, key, 'c', null),
      outcome: { ok: false as const, error: new DomainError('rooms/full', { capacity: 3 }) },
    }));
    if (!a || !b) throw new Error('Two keys were made.');
    expect(keyColumns([b, a])).toEqual(keyColumns([a, b]));
    expect(keyColumns([b, a])[1]).toEqual(['a', 'b']);
    expect(JSON.parse(String(keyColumns([a])[4]?.[0]))).toEqual({
      ok: false,
      error: { code: 'rooms/full', details: { capacity: 3 } },
    });
  });
});
