import { readFileSync } from 'node:fs';

/** One row of a table of the page, by column. */
export type Row = Readonly<Record<string, string>>;

const PAGE = readFileSync('docs/permissions.md', 'utf8');

/** Rows of the first table below a heading of docs/permissions.md. */
function tableBelow(heading: string): Row[] {
  const start = PAGE.indexOf(`\n## ${heading}`);
  if (start === -1) throw new Error(`docs/permissions.md has no section "${heading}"`);
  const lines = PAGE.slice(start + 1).split('\n');
  const table = lines.slice(lines.findIndex((line) => line.startsWith('|')));
  const end = table.findIndex((line) => !line.startsWith('|'));
  const [head = [], , ...body] = table.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return body.map((cells) => Object.fromEntries(cells.map((cell, index) => [head[index] ?? '', cell])));
}

const byVerb = (rows: readonly Row[]): ReadonlyMap<string, Row> => new Map(rows.map((row) => [row['verb'] ?? '', row]));

/** docs/permissions.md as data. */
export const page = {
  inRooms: byVerb(tableBelow('In a room')),
  onPlatform: byVerb(tableBelow('On the platform')),
  creators: tableBelow('Who may create which kind of room'),
  rolesByKind: tableBelow('Room roles by kind').flatMap(({ kind = '', roles = '' }) =>
    kind.split(', ').map((one) => ({ kind: one, roles: roles.split(', ') })),
  ),
  /** Stream kind (`room`, `room:staff`, `account`) → its event types. */
  audiences: new Map(
    tableBelow('Which events reach whom').map((row) => [
      (row['stream'] ?? '').replaceAll('`', '').replace(':<id>', ''),
      [...(row['event types'] ?? '').matchAll(/`([^`]+)`/g)].map(([, type]) => type ?? ''),
    ]),
  ),
};

export const verbsOfPage = (): string[] => [...page.inRooms.keys(), ...page.onPlatform.keys()];
