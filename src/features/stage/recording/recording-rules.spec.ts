import { ANSWER_MS, HOSTLESS_MS, nextOf } from './recording-rules.js';

const people = (...ids: string[]) => ids.map((personId) => ({ personId, role: 'learner' as const }));
const asked = (answers: Record<string, boolean>) => ({
  state: 'asked' as const,
  answers: Object.entries(answers).map(([personId, consents]) => ({ personId, consents })),
});
const fresh = { askedMs: 0, hostlessMs: null };

describe('a recording', () => {
  it.each([
    ['waits for answers', asked({ a: true }), people('a', 'b'), fresh, null],
    ['begins when all have answered', asked({ a: true, b: false }), people('a', 'b'), fresh, 'begin'],
    ['does not wait for who left', asked({ a: true }), people('a'), fresh, 'begin'],
    [
      'begins without who does not answer',
      asked({ a: true }),
      people('a', 'b'),
      { ...fresh, askedMs: ANSWER_MS },
      'begin',
    ],
    ['is none where nobody wants to be in it', asked({ a: false, b: false }), people('a', 'b'), fresh, 'nobody'],
    ['is none of those who are gone', asked({ a: true }), people('b'), { ...fresh, askedMs: ANSWER_MS }, 'nobody'],
    ['ends with the last one', { ...asked({ a: true }), state: 'on' as const }, [], fresh, 'nobody'],
    [
      'goes on without anybody who leads',
      { ...asked({}), state: 'on' as const },
      people('a'),
      { askedMs: 0, hostlessMs: HOSTLESS_MS - 1 },
      null,
    ],
    [
      'but not for ever',
      { ...asked({}), state: 'paused' as const },
      people('a'),
      { askedMs: 0, hostlessMs: HOSTLESS_MS },
      'no-host',
    ],
  ] as const)('%s', (_, recording, there, since, next) => {
    expect(nextOf(recording, there, since)).toBe(next);
  });
});
