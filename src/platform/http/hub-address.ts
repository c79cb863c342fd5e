import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../config/config.js';

/** What people type to reach the hub: for links that leave it. Never taken from a request, whose headers anybody may write. */
@Injectable()
export class HubAddress {
  constructor(
    private readonly config: Config,
    private readonly adapter: HttpAdapterHost,
  ) {}

  get origin(): string {
    const { publicUrl, host, tls } = this.config;
    if (publicUrl !== undefined) return publicUrl;
    const everywhere = host === '0.0.0.0' || host === '::' || this.config.loopback;
    const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return `${tls ? 'https' : 'http'}://${name}:${this.port}`;
  }

  // Where the system chose the port, only the listening server knows it.
  private get port(): number {
    const server: { address(): unknown } | undefined = this.adapter.httpAdapter?.getHttpServer();
    const address = server?.address();
    return typeof address === 'object' && address !== null && 'port' in address
      ? Number(address.port)
      : this.config.port;
  }
}
