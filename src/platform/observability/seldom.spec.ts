import { Seldom, more } from './seldom.js';

describe('lines of a trouble that many meet', () => {
  it('are written once in ten seconds for each kind, and the next one says how many were not', () => {
    const seldom = new Seldom();
    const written: [string, number][] = [];
    for (let now = 0; now < 25_000; now += 10)
      for (const kind of ['try-again', 'busy']) seldom.say(kind, now, (unsaid) => written.push([kind, unsaid]));
    expect(written.filter(([kind]) => kind === 'try-again')).toEqual([
      ['try-again', 0],
      ['try-again', 999],
      ['try-again', 999],
    ]);
    expect(written).toHaveLength(6);
  });

  it('keeps a bounded number of kinds', () => {
    const seldom = new Seldom();
    let written = 0;
    for (let n = 0; n < 10_000; n += 1) seldom.say(`kind ${n}`, n, () => (written += 1));
    expect(written).toBe(10_000);
  });

  it('adds nothing to a line that stands for itself', () => {
    expect(more(0)).toEqual({});
    expect(more(3)).toEqual({ more: 3 });
  });
});
