// Writes the tables of docs/performance.md between its marks, from the newest stored run of every bench.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { coefficientTable, scaleTable } from '../scale.ts';
import { newest } from './results.mjs';

const PAGE = 'docs/performance.md';
const SCALE_PAGE = 'docs/scale.md';
const MODEL = 'bench/model.json';

const row = (cells) => `| ${cells.join(' | ')} |`;
export const tableOf = ({ columns, rows }) =>
  [row(['', ...columns]), row(['', ...columns].map(() => '---')), ...rows.map(row)].join('\n');

const verdict = ({ met }) => (met === true ? 'met' : met === false ? '**missed**' : 'not a goal');

/** The marked part of a page is replaced; a page without the mark is an error. */
export function putBetween(text, mark, content) {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`There is no ${begin} … ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

export function writePage(benches, options) {
  const runs = benches.flatMap((bench) => {
    const run = newest(bench.name, options);
    return run ? [{ bench, run }] : [];
  });
  const summary = tableOf({
    columns: ['goal', 'measured', ''],
    rows: runs.flatMap(({ bench, run }) =>
      run.verdicts.map((one, at) => [
        at === 0 ? `[${bench.name}](#${bench.name})` : '',
        one.goal,
        one.measured,
        verdict(one),
      ]),
    ),
  });
  const sections = runs.map(({ bench, run }) => section(bench, run));
  let page = readFileSync(PAGE, 'utf8');
  page = putBetween(page, 'summary', runs.length > 0 ? summary : 'Nothing has been measured yet.');
  page = putBetween(page, 'figures', sections.join('\n\n'));
  writeFileSync(PAGE, page);
  return runs.length;
}

/** The tables of docs/scale.md, from bench/model.json. */
export function writeScale() {
  if (!existsSync(MODEL)) return;
  const model = JSON.parse(readFileSync(MODEL, 'utf8'));
  let page = readFileSync(SCALE_PAGE, 'utf8');
  const where = `Measured ${model.at} on ${model.machine}.`;
  page = putBetween(page, 'coefficients', `${coefficientTable(model)}\n\n${where}`);
  page = putBetween(page, 'needs', scaleTable(model));
  writeFileSync(SCALE_PAGE, page);
}

function section(bench, { at, machine, rounds, tables, notes = [], quick }) {
  const { cores, model, memoryGib, node, postgres, load } = machine;
  const where = `${at.slice(0, 10)} · ${cores} cores ${model}, ${memoryGib} GiB · Node ${node.slice(1)}, PostgreSQL ${postgres.split('-')[0]} · load ${load.toFixed(1)} at the start · ${rounds} rounds, medians${quick ? ' · a quick try, not a measurement' : ''}`;
  return [
    `### ${bench.name}`,
    `${bench.title}.`,
    where,
    ...tables.map((table) => `${table.title ? `**${table.title}**\n\n` : ''}${tableOf(table)}`),
    ...notes,
  ].join('\n\n');
}
