import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Internet } from '../../src/platform/outgoing/internet.js';

/** One server of this machine that may be reached as `site.example.net`, as if it stood in the internet; nothing else is different. */
export class OwnInternet extends Internet {
  static port = 0;

  override async resolve(host: string): Promise<readonly { address: string; family: number }[]> {
    if (host.endsWith('.example.net')) return [{ address: '127.0.0.1', family: 4 }];
    throw new Error(`${host} is not known here`);
  }

  override mayReach(address: string): boolean {
    return address === '127.0.0.1' || super.mayReach(address);
  }

  override mayUsePort(port: number): boolean {
    return port === OwnInternet.port || super.mayUsePort(port);
  }
}

/** A server of this machine, and what it was asked. */
export class Site {
  readonly asked: { path: string; headers: Record<string, unknown> }[] = [];
  #server: Server | undefined;
  port = 0;

  constructor(private readonly answer: RequestListener) {}

  async listen(): Promise<this> {
    this.#server = createServer((request, response) => {
      this.asked.push({ path: request.url ?? '', headers: request.headers });
      this.answer(request, response);
    });
    await new Promise<void>((ready) => this.#server?.listen(0, '127.0.0.1', ready));
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  url = (path: string, name = 'site'): string => `http://${name}.example.net:${this.port}${path}`;

  close(): Promise<void> {
    this.#server?.closeAllConnections();
    return new Promise((closed) => this.#server?.close(() => closed()));
  }
}
