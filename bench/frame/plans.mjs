// What one request asks PostgreSQL, and how each of its statements is carried out: which tables are read from end to end, and
// how many pages are touched. The hub has to be started with `tell-sql`.

import { sleep } from './numbers.mjs';

/** A table with more rows than this is not read from end to end for a list. */
const BIG = 10_000;

/** The greater tables by name, with their rows. */
export async function bigTables(hub) {
  const rows = await hub.sql(
    `select relname as name, reltuples::int as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples > ${BIG}`,
  );
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

/** {pages, scanned, statements} of one request; `scanned`: big tables that were read from end to end. */
export async function plansOf(hub, big, path, token) {
  const heard = hub.heard();
  const { ok, status, headers } = await fetch(`${hub.url}${path}`, {
    headers: { authorization: `Bearer ${token}`, 'x-bench-asked': '1' },
  });
  // The limits of the hub are on: who asks too much comes back when told.
  if (status === 429) {
    await sleep(Number(headers.get('retry-after')) * 1_000);
    return plansOf(hub, big, path, token);
  }
  if (!ok) throw new Error(`${path}: ${status}`);
  const { asked } = await heard;
  const statements = asked.filter(({ text }) => /^\s*(select|with)\b/i.test(text));
  const scanned = new Set();
  const costs = [];
  for (const { text, values } of statements) {
    await hub.sql('begin');
    try {
      const [row] = await hub.sql(`explain (analyze, buffers, timing off, format json) ${text}`, values);
      const { Plan: plan } = row['QUERY PLAN'][0];
      for (const node of nodesOf(plan))
        if (node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0 && big.has(node['Relation Name']))
          scanned.add(node['Relation Name']);
      costs.push({ pages: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], text });
    } finally {
      await hub.sql('rollback');
    }
  }
  return {
    pages: costs.reduce((sum, { pages }) => sum + pages, 0),
    scanned: [...scanned],
    statements: statements.length,
    worst: costs.toSorted((one, other) => other.pages - one.pages)[0]?.text ?? '',
  };
}

function* nodesOf(plan) {
  yield plan;
  for (const child of plan.Plans ?? []) yield* nodesOf(child);
}
