import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FileAddress } from '../../contract/uploads.contract.js';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';

/** An address is good for one to two of these; within one it stays the same, so that a browser keeps what it has. */
const STEP_SECONDS = 15 * 60;

/** As it is meant to be looked at, as a download, as a thumbnail; and what was recorded in a room. */
const FORMS = { open: 'o', download: 'd', thumbnail: 't', recording: 'r' } as const;
export type FileForm = keyof typeof FORMS;
export interface Ticket {
  readonly id: string;
  readonly form: FileForm;
  readonly until: Date;
}

/** Short-lived addresses, signed with a key of this installation and bound to one file in one form. */
@Injectable()
export class FileAddresses {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  of({ id, kind }: { id: string; kind: string }): FileAddress {
    const until = this.until();
    const address = (form: FileForm): string => this.address(id, form, until);
    return {
      id,
      open: address('open'),
      download: address('download'),
      thumbnail: kind === 'image' ? address('thumbnail') : null,
      until: new Date(until * 1000).toISOString(),
    };
  }

  ofRecording(id: string): string {
    return this.address(id, 'recording', this.until());
  }

  /** What a ticket of the right shape stands for; throws where the signature is not ours or the time is over. */
  read(ticket: string): Ticket {
    const [id = '', sign = '', until = '', signature = ''] = ticket.split('.');
    const expected = this.signatureOf(`${id}.${sign}.${until}`);
    if (
      !timingSafeEqual(Buffer.from(expected), Buffer.from(signature.padEnd(expected.length).slice(0, expected.length)))
    )
      throw new DomainError('not-found');
    const seconds = Number.parseInt(until, 36);
    if (seconds * 1000 <= this.clock.epochMs()) throw new DomainError('uploads/address-expired');
    const form = (Object.keys(FORMS) as FileForm[]).find((one) => FORMS[one] === sign) ?? 'open';
    return { id, form, until: new Date(seconds * 1000) };
  }

  private until(): number {
    return (Math.floor(this.clock.epochMs() / 1000 / STEP_SECONDS) + 2) * STEP_SECONDS;
  }

  private address(id: string, form: FileForm, until: number): string {
    const words = `${id}.${FORMS[form]}.${until.toString(36)}`;
    return `/api/files/${words}.${this.signatureOf(words)}`;
  }

  private signatureOf(words: string): string {
    return createHmac('sha256', this.config.secrets.fileAddressKey).update(words).digest('base64url');
  }
}
