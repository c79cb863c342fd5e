import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { DomainError } from '../../../platform/errors/domain-error.js';

/** Addresses of packed copies: signed with a key of this installation, for one copy, until a moment. */
@Injectable()
export class ExportTickets {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  pathOf(id: string, until: Date): string {
    const words = `${id}.${Math.floor(until.getTime() / 1000).toString(36)}`;
    return `/api/exports/${words}.${this.signatureOf(words)}`;
  }

  /** The copy it is for; throws where it is not ours or its time is over. */
  read(ticket: string): string {
    const [id = '', until = '', signature = ''] = ticket.split('.');
    const expected = Buffer.from(this.signatureOf(`${id}.${until}`));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new DomainError('not-found');
    if (Number.parseInt(until, 36) * 1000 <= this.clock.epochMs()) throw new DomainError('accounts/export-gone');
    return id;
  }

  // The same key as that of files, and never the same words.
  private signatureOf(words: string): string {
    return createHmac('sha256', this.config.secrets.fileAddressKey).update(`export ${words}`).digest('base64url');
  }
}
