import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { z } from 'zod';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Words that a browser keeps for us without being able to read or change them, good until a time and for one use. */
export class Sealed<T> {
  readonly #key: Buffer;

  constructor(
    cookieKey: string,
    private readonly use: string,
    private readonly schema: z.ZodType<T>,
  ) {
    this.#key = Buffer.from(hkdfSync('sha256', Buffer.from(cookieKey, 'base64url'), '', `sealed\0${use}`, 32));
  }

  seal(value: T, until: Date): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(this.use));
    const text = JSON.stringify({ until: until.getTime(), value });
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Undefined for anything that is not ours, was changed, or is too old. */
  open(text: string, now: Date): T | undefined {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(this.use)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const parsed: unknown = JSON.parse(unsealed(decipher, bytes.subarray(NONCE_BYTES + TAG_BYTES)));
    if (typeof parsed !== 'object' || parsed === null || !('until' in parsed) || !('value' in parsed)) return undefined;
    if (typeof parsed.until !== 'number' || parsed.until <= now.getTime()) return undefined;
    return this.schema.safeParse(parsed.value).data;
  }
}

// The tag tells what is not ours; that is the expected failure here and no trouble.
function unsealed(decipher: ReturnType<typeof createDecipheriv>, bytes: Buffer): string {
  const text = decipher.update(bytes, undefined, 'utf8');
  try {
    return text + decipher.final('utf8');
  } catch {
    return 'null';
  }
}
