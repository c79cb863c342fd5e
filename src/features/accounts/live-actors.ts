import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { BannedError, NotSignedInError } from './accounts.errors.js';
import { AccountsRepository } from './accounts.repository.js';
import { actorOf } from './accounts.view.js';
import type { TokenSubject } from './access-token.strategy.js';

// Also bounds how long another node may go on believing in a session that ended where nobody follows its stream.
const BELIEVED_MS = 1_000;
const ACCOUNTS_MAX = 5_000;

interface Known {
  actor: Actor;
  until: number;
}

/** Who stands behind a session, asked of the table at most once a second and forgotten at once when something changes. */
@Injectable()
export class LiveActors {
  readonly #known = new Map<string, Map<string, Known>>();
  #changes = 0;

  constructor(
    private readonly repository: AccountsRepository,
    private readonly clock: Clock,
  ) {}

  /** Throws NotSignedInError where there is no token or its session has ended, BannedError where the account is suspended. */
  async of(subject: TokenSubject | null): Promise<Actor> {
    if (subject === null) throw new NotSignedInError();
    const { accountId, sessionId } = subject;
    const known = this.#known.get(accountId)?.get(sessionId);
    if (known !== undefined && known.until > this.clock.monotonic()) return known.actor;
    const changes = this.#changes;
    const found = await this.repository.whoIsBehind(sessionId, accountId);
    // A bot has no devices: a session of one, wherever it came from, is none.
    if (found === undefined || found.kind === 'bot') throw new NotSignedInError();
    if (found.bannedAt !== null) throw new BannedError(found.banReason);
    if (found.endedAt !== null || found.expiresAt <= this.clock.now()) throw new NotSignedInError();
    const actor = actorOf(found, sessionId);
    // What was read may be older than a change that was announced meanwhile.
    if (changes === this.#changes) this.remember(actor, sessionId);
    return actor;
  }

  forget(accountId: string): void {
    this.#changes += 1;
    this.#known.delete(accountId);
  }

  private remember(actor: Actor, sessionId: string): void {
    if (this.#known.size >= ACCOUNTS_MAX) this.#known.clear();
    const sessions = this.#known.get(actor.accountId) ?? new Map<string, Known>();
    sessions.set(sessionId, { actor, until: this.clock.monotonic() + BELIEVED_MS });
    this.#known.set(actor.accountId, sessions);
  }
}
