import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';

/** What a ticket is for; none is good for anything else. */
export type TicketFor = 'export' | 'room-copy';

/** Addresses of packed copies: signed with a key of this installation, for one copy, until a moment. */
@Injectable()
export class Tickets {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  of(what: TicketFor, subject: string, until: Date): string {
    const words = `${subject}.${Math.floor(until.getTime() / 1000).toString(36)}`;
    return `${words}.${this.signatureOf(what, words)}`;
  }

  /** What it was made of; null where its time is over. Throws `not-found` where it is not ours. */
  read(what: TicketFor, ticket: string): string | null {
    const [, words = '', subject = '', until = '', signature = ''] = /^((.*)\.([^.]*))\.([^.]*)$/.exec(ticket) ?? [];
    const expected = Buffer.from(this.signatureOf(what, words));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new DomainError('not-found');
    return Number.parseInt(until, 36) * 1000 <= this.clock.epochMs() ? null : subject;
  }

  // The same key as that of files, and never the same words.
  private signatureOf(what: TicketFor, words: string): string {
    return createHmac('sha256', this.config.secrets.fileAddressKey).update(`${what} ${words}`).digest('base64url');
  }
}
