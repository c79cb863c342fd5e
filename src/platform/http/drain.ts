import type { Server } from 'node:http';
import { whenOver } from './when-over.js';

const LIMIT_MS = 10_000;
const FLUSH_MS = 50;

/** Counts the requests under way, so that a shutdown can let them finish. Made before the server listens. */
export class Drain {
  #underWay = 0;
  #quiet: (() => void) | undefined;

  constructor(private readonly server: Server) {
    // First in line, so that a request is counted before anything answers it.
    server.prependListener('request', (request, response) => {
      this.#underWay += 1;
      whenOver(request, response, () => {
        this.#underWay -= 1;
        if (this.#underWay === 0) this.#quiet?.();
      });
      if (!this.server.listening) response.setHeader('Connection', 'close');
    });
  }

  /** No new connections from now on; resolves when the last answer is out, or after 10 s. */
  async finish(): Promise<void> {
    this.server.close();
    if (this.#underWay > 0) {
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, LIMIT_MS);
        this.#quiet = () => {
          clearTimeout(limit);
          resolve();
        };
      });
    }
    await new Promise((resolve) => setTimeout(resolve, FLUSH_MS));
    this.server.closeIdleConnections();
  }
}
