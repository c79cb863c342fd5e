import type { ErrorCode } from '../../contract/errors.contract.js';
import type { Language } from '../../contract/words.js';
import { DomainError } from '../errors/domain-error.js';

/** What one person is told; the look is the same for all letters. */
export interface Letter {
  readonly to: { readonly name: string; readonly email: string };
  readonly language: Language;
  readonly subject: string;
  /** Plain sentences, a paragraph each. */
  readonly paragraphs: readonly string[];
  readonly action?: { readonly label: string; readonly url: string };
  /** Why one gets this and what to do otherwise: below the line, quieter. */
  readonly small: readonly string[];
  /** Of a notice that one may do without: a POST there ends it, without any question. */
  readonly unsubscribe?: string;
  /** Small texts that other programs take over: a calendar. */
  readonly attachments?: readonly { readonly name: string; readonly type: string; readonly text: string }[];
}

/** A letter as it travels: bytes of RFC 5322 and its envelope. */
export interface PackedMail {
  /** The same when a mail is sent again, so that nobody has it twice. */
  readonly id: string;
  readonly at: Date;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly bytes: Buffer;
}

/** The port: where mails go. Throws a MailFailure. */
export interface MailCarrier {
  readonly way: 'smtp' | 'outbox';
  /** The name of the server; null for the folder. */
  readonly through: string | null;
  carry(mail: PackedMail): Promise<void>;
}

/** A mail that was not taken. Neither the address nor the words are in it: it is told in logs. */
export class MailFailure extends DomainError {
  override readonly name = 'MailFailure';

  constructor(
    code: Extract<ErrorCode, `mail/${string}`>,
    /** To try again makes no sense. */
    readonly forGood = false,
    /** What the server answered: three figures. */
    readonly answer: number | null = null,
  ) {
    super(code, answer === null ? {} : { answer });
  }
}
