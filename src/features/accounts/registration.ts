import { Injectable, Logger } from '@nestjs/common';
import type { z } from 'zod';
import {
  LEGAL_VERSION,
  MIN_AGE,
  type HubInfo,
  type registerInput,
  type setupInput,
} from '../../contract/accounts.contract.js';
import { PROTOCOL } from '../../contract/limits.js';
import type { Actor } from '../../platform/actor/actor.js';
import { registrationMode, type RegistrationMode, type RegistrationState } from '../../contract/admin.contract.js';
import type { registerElsewhereInput } from '../../contract/identities.contract.js';
import { Audit } from '../../platform/audit/audit.js';
import { Branding } from '../../platform/branding/branding.js';
import { Config } from '../../platform/config/config.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { InviteNeededError, RegistrationClosedError, SetupDoneError, TooYoungError } from './accounts.errors.js';
import { requireOnPlatform } from './accounts.policy.js';
import { AccountsRepository } from './accounts.repository.js';
import { AccountsService, type AroundMaking } from './accounts.service.js';
import { HubFactsRepository } from './hub-facts.repository.js';
import { MailedLinks } from './mailed-links/mailed-links.js';
import { assertStrong } from './passwords.js';
import type { IssuedSession, RequestMeta } from './sessions.js';
import { SetupCode } from './setup-code.js';
import { assertTimeZone } from './time-zones.js';

type RegisterInput = z.output<typeof registerInput>;
type ElsewhereInput = z.output<typeof registerElsewhereInput> & { emailVerified: boolean; invite?: string };
type SetupInput = z.output<typeof setupInput>;

/** How somebody comes to have an account. */
@Injectable()
export class Registration {
  readonly #logger = new Logger('accounts');

  constructor(
    private readonly config: Config,
    private readonly repository: AccountsRepository,
    private readonly facts: HubFactsRepository,
    private readonly accounts: AccountsService,
    private readonly setupCode: SetupCode,
    private readonly links: MailedLinks,
    private readonly log: EventLog,
    private readonly audit: Audit,
    private readonly branding: Branding,
  ) {}

  /** What the sign-in pages need to know before anybody is signed in. */
  async hubInfo(actor: Actor | undefined): Promise<HubInfo> {
    requireOnPlatform(actor, 'hub.see-info');
    const { hasAdmin, hasDemo, registration } = await this.facts.read();
    return {
      name: this.branding.now.name,
      registration: modeOf(registration) ?? this.config.registration,
      providers: this.config.oidc.map(({ slot, name }) => ({ provider: slot, name })),
      needsAdmin: !hasAdmin,
      demo: hasDemo && this.config.demoEnabled && this.config.loopback,
      legalVersion: LEGAL_VERSION,
      minAge: MIN_AGE,
      protocol: PROTOCOL,
    };
  }

  async register(
    actor: Actor | undefined,
    { invite, ...input }: RegisterInput,
    meta: RequestMeta,
  ): Promise<IssuedSession> {
    requireOnPlatform(actor, 'account.register');
    assertAcceptable(input);
    await this.assertOpen(invite);
    const { id } = await this.accounts.createPerson(
      { ...input, acceptedTerms: true },
      { after: ({ sql }, account) => this.links.postVerification(sql, account) },
    );
    return this.begin(id, invite, meta);
  }

  /** Without a password: they come in with an account of elsewhere, which `link` ties to the new one in its transaction. */
  async registerElsewhere(
    actor: Actor | undefined,
    { invite, ...input }: ElsewhereInput,
    meta: RequestMeta,
    link: NonNullable<AroundMaking['after']>,
  ): Promise<IssuedSession> {
    requireOnPlatform(actor, 'account.register');
    assertOfAge(input);
    await this.assertOpen(invite);
    const { id } = await this.accounts.createPerson(
      { ...input, password: null, acceptedTerms: true },
      {
        after: async (change, account) => {
          await link(change, account);
          if (!input.emailVerified) await this.links.postVerification(change.sql, account);
        },
      },
    );
    return this.begin(id, invite, meta);
  }

  /** The first admin, by the code that was printed at the start. */
  async setUp(actor: Actor | undefined, { code, ...input }: SetupInput, meta: RequestMeta): Promise<IssuedSession> {
    requireOnPlatform(actor, 'hub.set-up');
    if ((await this.facts.read()).hasAdmin) throw new SetupDoneError();
    await this.setupCode.assertRight(code);
    assertAcceptable(input);
    const admin = await this.accounts.createPerson(
      { ...input, acceptedTerms: true, role: 'admin' },
      {
        before: async ({ sql }) => {
          await this.repository.lockAdmins(sql);
          if ((await this.facts.read(sql)).hasAdmin) throw new SetupDoneError();
        },
        after: ({ sql }, account) => this.links.postVerification(sql, account),
      },
    );
    await this.setupCode.forget();
    return this.accounts.issueSession(admin.id, meta);
  }

  /** Who may come in: as an admin has set it at run time, otherwise as the installation says. */
  async mode(): Promise<RegistrationMode> {
    return modeOf((await this.facts.read()).registration) ?? this.config.registration;
  }

  async state(actor: Actor): Promise<RegistrationState> {
    requireOnPlatform(actor, 'people.administer');
    return { mode: await this.mode(), installed: this.config.registration };
  }

  /** From the next attempt on, on every node. Null: as the installation says. */
  async setMode(actor: Actor, { mode }: { mode: RegistrationMode | null }): Promise<RegistrationState> {
    requireOnPlatform(actor, 'people.administer');
    const from = await this.mode();
    await this.log.change(actor, [], async ({ sql }) => {
      await this.facts.setRegistration(mode, sql);
      const details = { from, to: mode ?? this.config.registration };
      await this.audit.record(actor, { deed: 'settings.registration-set', details }, sql);
    });
    return this.state(actor);
  }

  /** Throws a RegistrationClosedError or an InviteNeededError, or what is wrong with the invitation. */
  async assertOpen(invite: string | undefined): Promise<void> {
    const registration = await this.mode();
    if (registration === 'closed') throw new RegistrationClosedError();
    if (invite !== undefined) {
      if (this.accounts.registrationGate === undefined) throw new InviteNeededError();
      await this.accounts.registrationGate.check(invite);
    } else if (registration === 'invite') throw new InviteNeededError();
  }

  private async begin(id: string, invite: string | undefined, meta: RequestMeta): Promise<IssuedSession> {
    const issued = await this.accounts.issueSession(id, meta);
    if (invite !== undefined) await this.letIn(id, invite);
    return issued;
  }

  // The account is made; a room that filled up meanwhile tells so on its own page.
  private async letIn(accountId: string, invite: string): Promise<void> {
    try {
      await this.accounts.registrationGate?.admitted(await this.accounts.actorOf(accountId), invite);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#logger.log({ msg: 'A new account could not be let into the room of its invitation', code: error.code });
    }
  }
}

/** A row that says nothing that is understood counts as none. */
const modeOf = (row: unknown): RegistrationMode | undefined => registrationMode.safeParse(row).data;

function assertOfAge(input: Pick<RegisterInput, 'ageBand' | 'timeZone'>): void {
  if (input.ageBand === 'under-16') throw new TooYoungError();
  assertTimeZone(input.timeZone);
}

function assertAcceptable(input: Pick<RegisterInput, 'name' | 'email' | 'password' | 'ageBand' | 'timeZone'>): void {
  assertOfAge(input);
  assertStrong(input.password, [input.name, input.email]);
}
