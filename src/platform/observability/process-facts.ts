import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which version runs, on what, and how much memory it takes. */
export function processFacts(): { version: string; node: string; memory: number } {
  return { version: versionOf(), node: process.versions.node, memory: process.memoryUsage.rss() };
}

let known: string | undefined;

function versionOf(): string {
  if (known !== undefined) return known;
  const file: unknown = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8'));
  known = typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : '?';
  return known;
}
