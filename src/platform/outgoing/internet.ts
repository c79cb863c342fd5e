import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { isPublic } from './public-address.js';

/** What of the world outside may be asked, and how its names are found: the one place that decides it. */
@Injectable()
export class Internet {
  /** All addresses of a name. */
  async resolve(host: string): Promise<readonly { address: string; family: number }[]> {
    return lookup(host, { all: true });
  }

  mayReach(address: string): boolean {
    return isPublic(address);
  }

  mayUsePort(port: number): boolean {
    return port === 80 || port === 443;
  }
}
