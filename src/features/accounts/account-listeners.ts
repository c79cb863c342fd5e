import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { StoredEvent } from '../../platform/event-log/event-log.types.js';
import { Authentication } from '../../platform/http/authentication.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { accountEvents } from './accounts.events.js';
import { LiveActors } from './live-actors.js';

/** Ties accounts to the platform: who calls, who follows `account:<id>`, and what a changed account does to open sockets. */
@Injectable()
export class AccountListeners implements OnModuleInit {
  constructor(
    private readonly log: EventLog,
    private readonly realtime: Realtime,
    private readonly authentication: Authentication,
    private readonly tokens: AccessTokenStrategy,
    private readonly actors: LiveActors,
  ) {}

  onModuleInit(): void {
    this.log.defineEvents(accountEvents);
    this.authentication.use(
      async (token) => this.actors.of(await this.tokens.read(token)),
      ({ accountId, sessionId }) => this.actors.of(sessionId === null ? null : { accountId, sessionId }),
    );
    this.realtime.registerStreamKind({ kind: 'account', canFollow: async (actor, id) => actor.accountId === id });
    // Before the command that changed something is answered: its own next request already meets the new state.
    this.log.onCommitted((events) => {
      for (const { type, subject } of events)
        if (type.startsWith('accounts.') && subject !== null) this.actors.forget(subject);
    });
    this.realtime.onEvent('accounts.account-changed', (event) => this.changed(event));
    this.realtime.onEvent('accounts.session-ended', (event) => this.ended(event));
  }

  private changed({ payload: { account } }: StoredEvent<'accounts.account-changed'>): void {
    this.actors.forget(account.id);
    void this.realtime.refreshActor(account.id);
  }

  private ended({ subject, payload: { sessionId, reason } }: StoredEvent<'accounts.session-ended'>): void {
    if (subject === null) return;
    this.actors.forget(subject);
    const who = sessionId === null ? { accountId: subject } : { accountId: subject, sessionId };
    this.realtime.disconnect(who, reason === 'banned' ? 'banned' : 'signed-out');
  }
}
