import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Together } from '../../platform/database/together.js';
import { BannedError, NotSignedInError } from './accounts.errors.js';
import { AccountsRepository, type SessionStanding } from './accounts.repository.js';
import { actorOf } from './accounts.view.js';
import type { TokenSubject } from './access-token.strategy.js';

// Also bounds how long another node may go on believing in a session that ended where nobody follows its stream.
const BELIEVED_MS = 1_000;
const ACTORS_MAX = 5_000;

/** Who stands behind a session, asked of the table at most once a second and forgotten at once when something changes. */
@Injectable()
export class LiveActors {
  /** By session; thrown away as a whole once the first of them is too old. */
  readonly #known = new Map<string, Actor>();
  #knownUntil = 0;
  #changes = 0;
  readonly #standings: Together<string, SessionStanding | undefined>;

  constructor(
    repository: AccountsRepository,
    private readonly clock: Clock,
  ) {
    this.#standings = new Together(clock, async (sessionIds) => {
      const standings = await repository.standings(sessionIds);
      return (sessionId) => standings.get(sessionId);
    });
  }

  /** Throws NotSignedInError where there is no token or its session has ended, BannedError where the account is suspended. */
  async of(subject: TokenSubject | null): Promise<Actor> {
    if (subject === null) throw new NotSignedInError();
    const { accountId, sessionId } = subject;
    const known = this.believed(sessionId);
    if (known?.accountId === accountId) return known;
    const changes = this.#changes;
    const found = await this.#standings.ask(sessionId);
    // A bot has no devices: a session of one, wherever it came from, is none.
    if (found === undefined || found.kind === 'bot' || found.id !== accountId) throw new NotSignedInError();
    if (found.bannedAt !== null) throw new BannedError(found.banReason);
    if (found.endedAt !== null || found.expiresAt <= this.clock.now()) throw new NotSignedInError();
    const actor = actorOf(found, sessionId);
    // What was read may be older than a change that was announced meanwhile.
    if (changes === this.#changes) this.remember(actor, sessionId);
    return actor;
  }

  forget(accountId: string): void {
    this.#changes += 1;
    for (const [sessionId, actor] of this.#known) if (actor.accountId === accountId) this.#known.delete(sessionId);
  }

  private believed(sessionId: string): Actor | undefined {
    if (this.#knownUntil <= this.clock.monotonic()) this.#known.clear();
    return this.#known.get(sessionId);
  }

  private remember(actor: Actor, sessionId: string): void {
    if (this.#known.size >= ACTORS_MAX) this.#known.clear();
    if (this.#known.size === 0) this.#knownUntil = this.clock.monotonic() + BELIEVED_MS;
    this.#known.set(sessionId, actor);
  }
}
