import { createServer } from 'node:net';
import { join } from 'node:path';
import { type HubProcess, root, startHub } from './hub-process.js';

/** `npm run cli -- …` as its own process. */
export function startCommand(args: readonly string[], settings: Record<string, string>): HubProcess {
  return startHub(settings, { command: [join(root, 'dist/src/cli/main.js'), ...args] });
}
export async function command(args: readonly string[], settings: Record<string, string>): Promise<string> {
  const child = startCommand(args, settings);
  const code = await child.exited;
  if (code !== 0) throw new Error(child.errors());
  return child.output();
}
export const refused = async (args: readonly string[], settings: Record<string, string>): Promise<string> => {
  const child = startCommand(args, settings);
  expect(await child.exited).toBe(1);
  return child.errors();
};
export async function stopped(hub: HubProcess): Promise<void> {
  hub.kill('SIGTERM');
  expect(await hub.exited).toBe(0);
}
export async function freePort(): Promise<string> {
  const probe = createServer();
  const port = await new Promise<number>((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}
/** The embedded server of a data folder, as an address. */
export const serverIn = (dataDir: string, database = 'tertulia'): string =>
  `postgresql://tertulia@localhost/${database}?host=${encodeURIComponent(join(dataDir, 'database'))}`;
