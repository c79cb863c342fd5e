import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor/actor.js';
import { DomainError } from '../errors/domain-error.js';

type Verify = (accessToken: string) => Promise<Actor>;
type Reload = (actor: Actor) => Promise<Actor>;

/** Where HTTP and sockets learn who calls. The accounts feature says how. */
@Injectable()
export class Authentication {
  #verify: Verify | undefined;
  #reload: Reload | undefined;

  /** `reload` reads an actor again, for sockets that outlive a change of role or name. */
  use(verify: Verify, reload?: Reload): void {
    this.#verify = verify;
    this.#reload = reload;
  }

  /** Throws `not-signed-in` or `accounts/banned`. */
  async verify(accessToken: string): Promise<Actor> {
    if (this.#verify === undefined) throw new DomainError('not-signed-in');
    return this.#verify(accessToken);
  }

  /** The actor as the account is now; undefined where nobody can tell. */
  async reload(actor: Actor): Promise<Actor | undefined> {
    return this.#reload?.(actor);
  }
}
