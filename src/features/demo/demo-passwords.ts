import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';

const DOMAIN = 'demo.tertulia.example';

/** Addresses and the password of the demo's people: the same at every start of this installation, unlike those of any other. */
@Injectable()
export class DemoPasswords {
  constructor(private readonly config: Config) {}

  emailOf(key: string): string {
    return `${key}@${DOMAIN}`;
  }

  get password(): string {
    const letters = createHmac('sha256', this.config.secrets.demoKey)
      .update('demo password')
      .digest('base64url')
      .toLowerCase();
    const readable = letters.replace(/[^a-z2-9]/g, '').slice(0, 12);
    return `${readable.slice(0, 4)}-${readable.slice(4, 8)}-${readable.slice(8)}`;
  }
}
