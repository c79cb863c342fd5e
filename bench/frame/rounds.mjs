// Alternating rounds: every contender once a round, in an order that turns, so that no one has the machine at its best.
import { saturated } from './gauge.mjs';
import { fixed, medians, percent } from './numbers.mjs';

/**
 * `contenders`: [[name, async () => figures]]. A round in which the load process was saturated itself (`figures.generator`) is
 * void and done again, at most once more for each; `figures.trouble` (a sentence) says what went wrong in a round.
 * Answers { name: { ...medians, rounds, voids, troubles, generator } }.
 */
export async function alternate({ rounds, contenders, say }) {
  const results = Object.fromEntries(contenders.map(([name]) => [name, { rounds: [], voids: [], troubles: [] }]));
  for (let round = 0; round < rounds; round += 1) {
    const turn = round % contenders.length;
    for (const [name, work] of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
      const result = results[name];
      let figures = await work(round);
      if (saturated(figures.generator) && result.voids.length < rounds) {
        result.voids.push(figures);
        say(`  ${name}: round ${round + 1} is void, its generator was saturated (${shown(figures.generator)})`);
        figures = await work(round);
      }
      result.rounds.push(figures);
      if (figures.trouble) result.troubles.push(figures.trouble);
      say(`  ${name}: round ${round + 1} of ${rounds}${figures.trouble ? `: ${figures.trouble}` : ''}`);
    }
  }
  for (const result of Object.values(results)) {
    Object.assign(result, medians(result.rounds));
    result.generator = medians(result.rounds.map(({ generator }) => generator));
    result.saturated = saturated(result.generator);
  }
  return results;
}

export const shown = ({ busy, lag }) => `${percent(busy, 0)} busy, lag p99 ${fixed(lag)} ms`;

/** Lines that every table of a load carries. */
export const generatorRow = (results) => [
  'generator: busy, lag p99',
  ...results.map(({ generator, saturated, voids }) =>
    [shown(generator), ...(saturated ? ['**saturated**'] : []), ...(voids.length ? [`${voids.length} void`] : [])].join(
      '; ',
    ),
  ),
];
export const troubleRows = (results) =>
  results.some(({ troubles }) => troubles.length > 0)
    ? [['trouble', ...results.map(({ troubles }) => [...new Set(troubles)].join('; ') || '–')]]
    : [];
