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

/** Where the marked part of a page begins and ends; a page without the mark is an error. */
function marked(text, mark) {
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`There is no ${begin} … ${end}.`);
  return [from + begin.length, to];
}

function putBetween(text, mark, content) {
  const [from, to] = marked(text, mark);
  return `${text.slice(0, from)}\n\n${content}\n\n${text.slice(to)}`;
}

const HEAD = ['goal', 'measured', ''];

/** The newest run of each bench; one that has not been run in this checkout keeps what stands on the page of it. */
export function writePage(benches, options) {
  let page = readFileSync(PAGE, 'utf8');
  const before = standing(page);
  let count = 0;
  const parts = benches.flatMap((bench) => {
    const run = newest(bench.name, options);
    if (run === undefined) return before.get(bench.name) ?? [];
    count += 1;
    return { rows: summaryRows(bench, run), section: section(bench, run) };
  });
  const summary = [tableOf({ columns: HEAD, rows: [] }), ...parts.flatMap(({ rows }) => rows)].join('\n');
  page = putBetween(page, 'summary', parts.length > 0 ? summary : 'Nothing has been measured yet.');
  page = putBetween(page, 'figures', parts.map((part) => part.section).join('\n\n'));
  writeFileSync(PAGE, page);
  return count;
}

const summaryRows = ({ name }, { verdicts }) =>
  verdicts.map((one, at) => row([at === 0 ? `[${name}](#${name})` : '', one.goal, one.measured, verdict(one)]));

/** What stands on the page of each bench, by name. */
function standing(page) {
  const between = (mark) => page.slice(...marked(page, mark)).trim();
  const parts = new Map();
  for (const text of between('figures').split(/^(?=### )/m)) {
    const name = /^### (\S+)/.exec(text)?.[1];
    if (name !== undefined) parts.set(name, { rows: [], section: text.trim() });
  }
  let name;
  for (const line of between('summary').split('\n')) {
    name = /^\| \[(\S+)\]/.exec(line)?.[1] ?? name;
    if (name !== undefined) parts.get(name)?.rows.push(line);
  }
  return parts;
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
