import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { RateLimits, type Limit } from '../../platform/http/rate-limits.js';
import { Ids } from '../../platform/ids/ids.js';
import { WrongSetupCodeError } from './accounts.errors.js';
import { HubFactsRepository } from './hub-facts.repository.js';

const TRIES: Limit = { points: 10, durationSec: 15 * 60 };

/** The one-time code by which whoever started the hub becomes its first admin. */
@Injectable()
export class SetupCode {
  readonly #file: string;

  constructor(
    private readonly config: Config,
    private readonly ids: Ids,
    private readonly limits: RateLimits,
    private readonly facts: HubFactsRepository,
  ) {
    this.#file = join(config.dataDir, 'setup-code');
  }

  /**
   * A new code to print at the start, or null where there is an admin. The folder keeps only a hash of it, so every start
   * makes another one and the one before ends. Call it after the demo content is there: its admin counts.
   */
  async setupCode(): Promise<string | null> {
    if ((await this.facts.read()).hasAdmin) {
      await this.forget();
      return null;
    }
    const code = this.ids.code();
    await rm(this.#file, { force: true });
    await writeFile(this.#file, `${this.hash(code)}\n`, { mode: 0o600 });
    return code;
  }

  /** Throws a WrongSetupCodeError, or `too-fast` after ten tries. */
  async assertRight(code: string): Promise<void> {
    await this.limits.consume('setup-code', '', TRIES);
    const expected = Buffer.from(await this.stored());
    const given = Buffer.from(this.hash(code));
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) throw new WrongSetupCodeError();
  }

  async forget(): Promise<void> {
    await rm(this.#file, { force: true });
  }

  private async stored(): Promise<string> {
    try {
      return (await readFile(this.#file, 'utf8')).trim();
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    }
  }

  // As it is copied by hand: small letters and missing dashes are the same code.
  private hash(code: string): string {
    const plain = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
    const key = Buffer.from(this.config.secrets.tokenHashKey, 'base64url');
    return createHmac('sha256', key).update(`setup\0${plain}`).digest('hex');
  }
}
