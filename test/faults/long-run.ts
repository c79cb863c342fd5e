import { parseArgs } from 'node:util';
import { cleanUp } from '../ground/hub-process.js';
import { unmountDisks } from './hub-apart.js';
import { lineOf, playSeed, report } from './play-seed.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Leaves nothing behind: no process, no disk, no folder. */
export const leave = (): Promise<void> => cleanUp(unmountDisks);

/** Plays seed after seed until one is wrong, there are enough, or the time is over. Answers the exit code. */
export async function longRun(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { seeds: { type: 'string' }, seed: { type: 'string' }, minutes: { type: 'string' } },
  });
  const many = Number(values.seeds ?? 100);
  // Without a seed each run tries others.
  const first = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  const until = performance.now() + Number(values.minutes ?? Infinity) * 60_000;
  if (![many, first].every(Number.isInteger) || Number.isNaN(until)) {
    say('npm run faults -- [--seeds N] [--seed S] [--minutes M]');
    return 2;
  }
  const total = { seeds: 0, deeds: 0, acknowledged: 0, faults: 0 };
  let code = 0;
  try {
    for (let seed = first; seed < first + many && performance.now() < until && code === 0; seed += 1) {
      const played = await playSeed(seed).catch((error: unknown) => {
        throw new Error(`Seed ${seed} was not played to its end.`, { cause: error });
      });
      say(lineOf(played));
      total.seeds += 1;
      for (const key of ['deeds', 'acknowledged', 'faults'] as const) total[key] += played.counts[key];
      if (played.violations.length === 0) continue;
      say(report(played));
      code = 1;
    }
  } finally {
    await leave();
  }
  const { seeds, deeds, acknowledged, faults } = total;
  say(
    `${seeds} seeds from ${first}: ${deeds} deeds, ${acknowledged} acknowledged, ${faults} faults · ${code === 0 ? 'nothing wrong' : 'something is wrong'}`,
  );
  return code;
}
