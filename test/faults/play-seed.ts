import { writeFileSync } from 'node:fs';
import { save } from './history.js';
import { HubApart } from './hub-apart.js';
import { summary } from './judge.js';
import { runScenario, type Verdict } from './scenario.js';
import { HUB_FAULTS, LINE_FAULTS, NETWORK_FAULTS } from './schedule.js';

export interface Played extends Verdict {
  readonly seed: number;
  readonly seconds: number;
  /** Where its history was saved, when something was wrong; beside it, with the ending `log`, what its hubs said. */
  readonly file?: string;
}

/** What every seed means, wherever it is played: every second one has a network between hub and database that can be spoilt. */
export async function playSeed(seed: number): Promise<Played> {
  const began = performance.now();
  const lineToDatabase = seed % 2 === 0;
  const hub = await HubApart.start({ lineToDatabase });
  try {
    const faults = [...NETWORK_FAULTS, ...HUB_FAULTS, ...(lineToDatabase ? LINE_FAULTS : [])];
    const verdict = await runScenario({ hub, seed, deeds: 300, faults });
    const seconds = (performance.now() - began) / 1000;
    if (verdict.violations.length === 0) return { ...verdict, seed, seconds };
    const file = `.cache/faults/seed-${seed}.jsonl`;
    save(file, verdict.evidence);
    writeFileSync(file.replace(/jsonl$/, 'log'), hub.outputs);
    return { ...verdict, seed, seconds, file };
  } finally {
    await hub.close();
  }
}

/** One line for people. */
export function lineOf({ seed, counts, seconds, violations, evidence, calmAfterMs }: Played): string {
  const names = evidence.history.faults.map(({ name }) => name).filter((name) => !name.endsWith('is over'));
  const verdict = violations.length === 0 ? 'nothing wrong' : `WRONG: ${summary(violations)}`;
  return (
    `seed ${seed}: ${counts.deeds} deeds, ${counts.acknowledged} acknowledged, ${counts.refused} refused, ` +
    `${names.length} faults (${names.join(' ')}) · calm after ${calmAfterMs ?? 'more than all patience,'} ms · ` +
    `${verdict} · ${seconds.toFixed(1)} s`
  );
}

/** What is wrong, and how to see it again. */
export function report({ violations, file, seed }: Played, most = 12): string {
  const sentences = violations.slice(0, most).map(({ kind, sentence }) => `  ${kind}: ${sentence}`);
  const more = violations.length > most ? [`  … and ${violations.length - most} more`] : [];
  return [
    ...sentences,
    ...more,
    `  its history: ${file ?? 'not saved'}`,
    `  again: npm run faults -- --seed ${seed} --seeds 1`,
  ].join('\n');
}
