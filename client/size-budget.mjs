// Fails when a route's scripts outgrow their budget. Reads the manifest that `npm run build:client` leaves.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const out = fileURLToPath(new URL('../dist/client', import.meta.url));
const KB = 1024;

/** What a visit loads: the entry, the page (and the shell) and one language of their words. */
const BUDGETS = [
  {
    name: 'landing',
    limit: 170 * KB,
    pages: ['features/landing/pages/landing-page.tsx', 'features/landing/landing.es.ts'],
  },
  {
    name: 'sign-in',
    limit: 170 * KB,
    pages: ['features/accounts/pages/sign-in-page.tsx', 'features/accounts/accounts.es.ts'],
  },
  {
    name: 'room',
    limit: 320 * KB,
    pages: [
      'app/shell/app-shell.tsx',
      'features/rooms/room/room-page.tsx',
      'features/rooms/rooms.es.ts',
      'features/rooms/room/room.es.ts',
      'features/chat/chat.es.ts',
    ],
  },
];

const manifestFile = join(out, '.vite/manifest.json');
if (!existsSync(manifestFile)) {
  console.error('There is no client build to measure. Run `npm run build:client` first.');
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

/** The chunk and all it imports statically, as files. */
function closure(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return seen;
  if (chunk.file.endsWith('.js')) seen.add(chunk.file);
  for (const imported of chunk.imports ?? []) closure(imported, seen);
  return seen;
}

const weight = (file) => gzipSync(readFileSync(join(out, file)), { level: 9 }).length;
const report = BUDGETS.map(({ name, limit, pages }) => {
  const files = closure('src/app/main.tsx', closure('index.html'));
  const missing = pages.filter((page) => !manifest[`src/${page}`]);
  for (const page of pages) closure(`src/${page}`, files);
  const bytes = [...files].reduce((sum, file) => sum + weight(file), weight('first-paint.js'));
  return { name, limit, bytes, missing };
});

for (const { name, limit, bytes, missing } of report) {
  const verdict = bytes > limit ? 'OVER' : 'ok';
  const note = missing.length ? ` (not its own chunk: ${missing.join(', ')})` : '';
  process.stdout.write(
    `${verdict.padEnd(4)} ${name.padEnd(8)} ${(bytes / KB).toFixed(1)} of ${limit / KB} KB gz${note}\n`,
  );
}
process.exitCode = report.some(({ bytes, limit }) => bytes > limit) ? 1 : 0;
