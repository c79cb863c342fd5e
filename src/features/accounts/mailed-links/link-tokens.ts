import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MailedLinkRow } from './mailed-links.repository.js';

type Named = Pick<MailedLinkRow, 'id' | 'purpose' | 'email'>;

/**
 * `<id>.<proof>`, both base64url. The proof is made of the row with a key of the installation and kept nowhere, so that a copy of
 * the tables opens nothing; another purpose or another address is another proof.
 */
export class LinkTokens {
  readonly #key: Buffer;

  constructor(tokenHashKey: string) {
    this.#key = Buffer.from(tokenHashKey, 'base64url');
  }

  of(link: Named): string {
    const id = Buffer.from(link.id.replaceAll('-', ''), 'hex').toString('base64url');
    return `${id}.${this.proof(link).toString('base64url')}`;
  }

  /** The row it says it is of; whether it is, `fits` tells. */
  idOf(token: string): string {
    const hex = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  /** As text, not as bytes: base64url writes some bytes in more than one way, and a link has one. */
  fits(token: string, link: Named): boolean {
    const given = Buffer.from(token);
    const right = Buffer.from(this.of(link));
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private proof({ id, purpose, email }: Named): Buffer {
    return createHmac('sha256', this.#key).update(`mailed-link\0${purpose}\0${id}\0${email}`).digest();
  }
}
