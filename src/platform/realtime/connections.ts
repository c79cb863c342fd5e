import { Injectable } from '@nestjs/common';
import type { Bye } from '../../contract/realtime.contract.js';
import { Clock } from '../clock/clock.js';
import type { Connection } from './connection.js';

/** A socket may still be authenticating while its person is signed out. */
const REMEMBERED_MS = 30_000;

/** Whose sockets end: an account's, or only those of one of its sessions. */
export interface Ending {
  readonly accountId: string;
  readonly sessionId?: string | undefined;
  readonly reason: Bye['reason'];
}

/** The sockets of this node, by person. */
@Injectable()
export class Connections {
  readonly #byAccount = new Map<string, readonly Connection[]>();
  #endings: (Ending & { readonly at: number })[] = [];

  constructor(private readonly clock: Clock) {}

  /** False when its person was signed out while it was still on its way in. */
  arrived(connection: Connection): boolean {
    const { accountId } = connection.actor;
    const since = this.clock.monotonic() - REMEMBERED_MS;
    const ending = this.#endings.find(
      (one) => one.at > Math.max(since, connection.askedAt) && concerns(one, connection),
    );
    if (ending) connection.end({ reason: ending.reason, retryInMs: null });
    else this.#byAccount.set(accountId, [...this.of(accountId), connection]);
    return ending === undefined;
  }

  end(ending: Ending): void {
    const at = this.clock.monotonic();
    this.#endings = [...this.#endings.filter((one) => at - one.at < REMEMBERED_MS), { ...ending, at }];
    for (const connection of this.of(ending.accountId))
      if (concerns(ending, connection)) connection.end({ reason: ending.reason, retryInMs: null });
  }

  left(connection: Connection): void {
    const { accountId } = connection.actor;
    const others = this.of(accountId).filter((other) => other !== connection);
    if (others.length > 0) this.#byAccount.set(accountId, others);
    else this.#byAccount.delete(accountId);
  }

  /** As they are now: a list that was given does not change. */
  of(accountId: string): readonly Connection[] {
    return this.#byAccount.get(accountId) ?? [];
  }

  all(): Connection[] {
    return [...this.#byAccount.values()].flat();
  }

  /** Sockets of the people named; `*` is everybody who follows or watches something about the thing. */
  concerned(people: readonly string[], uuid: string): Connection[] {
    if (!people.includes('*')) return [...new Set(people)].flatMap((accountId) => this.of(accountId));
    return this.all().filter(
      ({ followings, watched }) =>
        [...followings.values()].some((following) => following.uuid === uuid) ||
        [...(watched ?? [])].some((stream) => stream.includes(uuid)),
    );
  }
}

const concerns = ({ accountId, sessionId }: Ending, { actor }: Connection): boolean =>
  actor.accountId === accountId && (sessionId === undefined || actor.sessionId === sessionId);
