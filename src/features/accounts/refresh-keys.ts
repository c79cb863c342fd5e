import { createHmac, timingSafeEqual } from 'node:crypto';

/** A refresh key as the cookie carries it: `<session>.<secret>.<tag>`, all base64url. */
export interface RefreshKey {
  readonly sessionId: string;
  readonly value: string;
  /** What the table keeps: a copy of the table opens no session. */
  readonly hash: Buffer;
}

const FORM = /^([\w-]{22})\.([\w-]{43})\.([\w-]{22})$/;

/**
 * Keys of one installation. Each key but the first is derived from the one before it, so that a rotation that is asked
 * for twice (two tabs, an answer lost on its way) gives the same next key both times. The tag says that the key was
 * issued here: a key that is neither the current one nor forged has been used before.
 */
export class RefreshKeys {
  readonly #key: Buffer;

  constructor(tokenHashKey: string) {
    this.#key = Buffer.from(tokenHashKey, 'base64url');
  }

  /** `secret`: 32 random bytes as base64url. */
  first(sessionId: string, secret: string): RefreshKey {
    const session = Buffer.from(sessionId.replaceAll('-', ''), 'hex').toString('base64url');
    const tag = this.mac('tag', `${session}.${secret}`).subarray(0, 16).toString('base64url');
    const value = `${session}.${secret}.${tag}`;
    return { sessionId, value, hash: this.mac('hash', value) };
  }

  after(key: RefreshKey): RefreshKey {
    return this.first(key.sessionId, this.mac('next', key.value).toString('base64url'));
  }

  /** Undefined where the text is no key of this installation. */
  read(value: string): RefreshKey | undefined {
    const [, session, secret] = FORM.exec(value) ?? [];
    if (session === undefined || secret === undefined) return undefined;
    const hex = Buffer.from(session, 'base64url').toString('hex');
    const sessionId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    const genuine = this.first(sessionId, secret);
    const same =
      genuine.value.length === value.length && timingSafeEqual(Buffer.from(genuine.value), Buffer.from(value));
    return same ? genuine : undefined;
  }

  private mac(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.#key).update(`refresh-${purpose}\0${text}`).digest();
  }
}
