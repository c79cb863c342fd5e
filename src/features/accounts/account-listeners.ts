import { Injectable, type OnModuleInit } from '@nestjs/common';
import { confine, type Actor, type Confinement } from '../../platform/actor/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { StoredEvent } from '../../platform/event-log/event-log.types.js';
import { Authentication } from '../../platform/http/authentication.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { accountEvents } from './accounts.events.js';
import { ApiTokens, isApiToken } from './api-tokens/api-tokens.js';
import { LiveActors } from './live-actors.js';

type AccountEvent = StoredEvent<'accounts.account-changed'> | StoredEvent<'accounts.session-ended'>;

// A socket that is just arriving may not follow its own stream yet: then nobody hears of the delivery.
const DELIVERY_MS = 250;
const UNVERIFIED: Confinement = {
  verbs: new Set([
    ...['account.read-own', 'account.edit-own', 'account.send-verification', 'account.change-email'],
    ...['account.change-password', 'account.list-devices', 'account.sign-out-device'],
    ...['account.sign-out', 'account.sign-out-everywhere'],
  ]),
  refusal: 'accounts/unverified-mail',
};

/** Ties accounts to the platform: who calls, who follows `account:<id>`, and what a changed account does to open sockets. */
@Injectable()
export class AccountListeners implements OnModuleInit {
  /** Positions committed here whose delivery has not been heard of. */
  readonly #undelivered = new Set<number>();

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: EventLog,
    private readonly realtime: Realtime,
    private readonly authentication: Authentication,
    private readonly tokens: AccessTokenStrategy,
    private readonly actors: LiveActors,
    private readonly apiTokens: ApiTokens,
  ) {}

  onModuleInit(): void {
    this.log.defineEvents(accountEvents);
    this.authentication.use(
      async (token) =>
        this.unlessUnverified(
          isApiToken(token) ? await this.apiTokens.actorOf(token) : await this.actors.of(await this.tokens.read(token)),
        ),
      async (actor) => this.unlessUnverified(await this.again(actor)),
    );
    this.realtime.registerStreamKind({ kind: 'account', canFollow: async (actor, id) => actor.accountId === id });
    this.log.onCommitted((events) => {
      for (const event of events) if (isOurs(event)) this.committed(event);
    });
    this.realtime.onEvent('accounts.account-changed', (event) => this.delivered(event));
    this.realtime.onEvent('accounts.session-ended', (event) => this.delivered(event));
  }

  private again(actor: Actor): Promise<Actor> {
    const { accountId, sessionId, byToken } = actor;
    if (byToken) return this.apiTokens.again(actor);
    return this.actors.of(sessionId === null ? null : { accountId, sessionId });
  }

  // The setting that an address has to be confirmed first: until then people have only their own account.
  private unlessUnverified(actor: Actor): Actor {
    return this.config.requireVerifiedMail && actor.unverified ? confine(actor, UNVERIFIED) : actor;
  }

  // Before the command is answered: the person's own next request already meets the new state.
  private committed(event: AccountEvent): void {
    if (event.subject !== null) this.actors.forget(event.subject);
    this.#undelivered.add(event.position);
    this.clock.setTimer(() => {
      if (this.#undelivered.has(event.position)) this.delivered(event);
    }, DELIVERY_MS);
  }

  // After the frame: what a closing socket sees last is the reason.
  private delivered(event: AccountEvent): void {
    this.#undelivered.delete(event.position);
    const { subject } = event;
    if (subject === null) return;
    this.actors.forget(subject);
    if (event.type === 'accounts.account-changed') {
      void this.realtime.refreshActor(subject);
      return;
    }
    const { sessionId, reason } = event.payload;
    const who = sessionId === null ? { accountId: subject } : { accountId: subject, sessionId };
    this.realtime.disconnect(who, reason === 'banned' ? 'banned' : 'signed-out');
  }
}

/** What changes who somebody is; what they are told beside it changes nothing here. */
const isOurs = (event: StoredEvent): event is AccountEvent =>
  event.type === 'accounts.account-changed' || event.type === 'accounts.session-ended';
