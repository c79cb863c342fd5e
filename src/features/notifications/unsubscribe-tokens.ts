import { createHmac, timingSafeEqual } from 'node:crypto';
import { noticeKind, type NoticeKind } from '../../contract/notifications.contract.js';

/**
 * `<account>.<kind>.<proof>`: what a mail carries so that one press ends its kind, without a sign-in. It is made with a key of the
 * installation and kept nowhere, and it never runs out: an old mail can still be answered so.
 */
export class UnsubscribeTokens {
  readonly #key: Buffer;

  constructor(tokenHashKey: string) {
    this.#key = Buffer.from(tokenHashKey, 'base64url');
  }

  of(accountId: string, kind: NoticeKind): string {
    const account = Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url');
    return `${account}.${kind}.${this.proof(accountId, kind).toString('base64url')}`;
  }

  /** What it stands for; null for anything that is no token of ours. */
  read(token: string): { accountId: string; kind: NoticeKind } | null {
    const [account = '', named] = token.split('.');
    const hex = Buffer.from(account, 'base64url').toString('hex');
    const accountId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const kind = noticeKind.safeParse(named);
    if (!kind.success) return null;
    // As text, not as bytes: base64url writes some bytes in more than one way, and a token has one.
    const given = Buffer.from(token);
    const right = Buffer.from(this.of(accountId, kind.data));
    const fits = given.length === right.length && timingSafeEqual(given, right);
    return fits ? { accountId, kind: kind.data } : null;
  }

  private proof(accountId: string, kind: NoticeKind): Buffer {
    return createHmac('sha256', this.#key).update(`unsubscribe\0${kind}\0${accountId}`).digest();
  }
}
