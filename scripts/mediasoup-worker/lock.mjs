// One at a time, also across programs.
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';

const LOOK_MS = 500;

/**
 * Runs `work` while nobody else does under the same name. What is held is a name of Linux's that ends with its process, however
 * that ends: there is no lock of somebody who is gone. Elsewhere nobody is kept waiting.
 */
export async function alone(name, work) {
  if (process.platform !== 'linux') return work();
  const address = `\0tertulia-${createHash('sha256').update(name).digest('hex')}`;
  for (;;) {
    const held = await hold(address);
    if (held !== undefined) {
      try {
        return await work();
      } finally {
        held.close();
      }
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

function hold(address) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(address, () => resolve(server));
  });
}
