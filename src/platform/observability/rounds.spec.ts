import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Rounds } from './rounds.js';

const gate = () => Promise.withResolvers<void>();

describe('Rounds', () => {
  const make = (round: () => Promise<void>) =>
    new Rounds(new Clock(), { name: 'rounds', failed: 'Things could not be done', everyMs: 3_600_000, round });

  it('begin anew for who asks during one, once for all who do', async () => {
    const gates = [gate(), gate()];
    let begun = 0;
    const rounds = make(async () => gates[begun++]?.promise);
    const first = rounds.now();
    await Promise.resolve();
    await Promise.resolve();
    expect(begun).toBe(1);
    const later = [rounds.now(), rounds.now()];
    gates[0]?.resolve();
    await first;
    gates[1]?.resolve();
    await Promise.all(later);
    expect(begun).toBe(2);
  });

  it('go on after what failed, and say it', async () => {
    const said = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const done: number[] = [];
    const rounds = make(() =>
      rounds.each([1, 2, 3], async (thing) => {
        if (thing === 2) throw new Error('two');
        done.push(thing);
      }),
    );
    await rounds.now();
    expect(done).toEqual([1, 3]);
    expect(said).toHaveBeenCalledTimes(1);
    said.mockRestore();
  });

  it('end with the round under way', async () => {
    const under = gate();
    const done: string[] = [];
    const rounds = make(() =>
      rounds.each(['a', 'b'], async (thing) => {
        await under.promise;
        done.push(thing);
      }),
    );
    rounds.start();
    const round = rounds.now();
    await Promise.resolve();
    await Promise.resolve();
    const stopped = rounds.stop();
    under.resolve();
    await Promise.all([round, stopped, rounds.now()]);
    expect(done).toEqual(['a']);
  });
});
