import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { commandOf, dockerfile } from './compose-file.js';
import { newFolder, root } from './hub-process.js';

const lockfile = z.object({
  packages: z.record(z.string(), z.looseObject({ dev: z.boolean().optional() })),
});

/** The folder that the image's last stage copies together: the built program, package.json and no package of development. */
export function layImage(): string {
  const folder = newFolder();
  const copied = dockerfile()
    .filter(({ instruction, rest }) => instruction === 'COPY' && rest.startsWith('--from=build'))
    .map(({ rest }) => /^--from=build \/hub\/(\S+) \.\/(\S*)$/.exec(rest));
  for (const match of copied) {
    const [, from = '', to = ''] = match ?? [];
    if (from === 'node_modules') linkPackages(join(folder, to));
    else cpSync(join(root, from), join(folder, to === '' ? from : to), { recursive: true });
  }
  return folder;
}

// As `npm prune --omit=dev` leaves it, and without the Node that the image has of its own.
function linkPackages(folder: string): void {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  for (const [path, { dev }] of Object.entries(packages)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
    if (name === undefined || dev === true || name.startsWith('node-linux-') || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    symlinkSync(join(root, path), join(folder, name));
  }
}

/** Runs the HEALTHCHECK of the image for a hub at this port; whether it finds it healthy. */
export function healthy(port: number): boolean {
  const [, ...args] = commandOf('HEALTHCHECK');
  return spawnSync(process.execPath, args, { env: { PORT: String(port) } }).status === 0;
}
