// Where Node 24 is: in the dependencies on Linux, otherwise the Node that runs this.
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MAJOR = 24;

export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= MAJOR) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const require = createRequire(join(root, 'package.json'));
  for (const folder of require.resolve.paths(name) ?? []) {
    const binary = join(folder, name, 'bin', 'node');
    if (existsSync(binary) && statSync(binary).size > 0) return binary;
  }
  console.error(
    `Tertulia needs Node ${MAJOR}. It comes with the dependencies on Linux (x64, arm64): run "npm ci". On other systems install Node ${MAJOR} or newer.`,
  );
  process.exit(1);
}
