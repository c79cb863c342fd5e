// Jest's globalTeardown.
import { rmSync } from 'node:fs';

export default async function stop() {
  const { server, dataDir } = globalThis.testPostgres;
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
