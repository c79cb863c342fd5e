import { Injectable } from '@nestjs/common';
import { displayName, LEGAL_VERSION } from '../../contract/accounts.contract.js';
import type { AgeBand, Language, MentorStanding, PersonCard, PlatformRole } from '../../contract/words.js';
import { HUB, type Actor } from '../../platform/actor/actor.js';
import { constraintOf } from '../../platform/database/database-errors.js';
import type { Sql } from '../../platform/database/sql.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { Ids } from '../../platform/ids/ids.js';
import { BannedError, EmailTakenError, NotFoundError } from './accounts.errors.js';
import { accountStream } from './accounts.events.js';
import { AccountsRepository, type AccountRow } from './accounts.repository.js';
import { actorOf, cardOf, factsOf, ownAccountOf, type PersonFacts } from './accounts.view.js';
import { AvatarFiles } from './avatar-files.js';
import { avatarPath, Avatars } from './avatars.js';
import { Passwords } from './passwords.js';
import { Sessions, type IssuedSession, type RequestMeta } from './sessions.js';

/** What another floor adds to a registration: rooms knows invitations, accounts does not. */
export interface RegistrationGate {
  /** Throws where the invitation is not valid. Called before anything is made. */
  check(invite: string): Promise<void>;
  /** The account exists and acts: it joins what the invitation leads to. */
  admitted(actor: Actor, invite: string): Promise<void>;
}
export interface NewPerson {
  name: string;
  email: string;
  /** Null where they come in by another way. */
  password: string | null;
  /** Somebody we believe has confirmed it. */
  emailVerified?: boolean;
  ageBand: AgeBand;
  language: Language;
  timeZone: string;
  /** False where nobody accepted them: made at the command line. */
  acceptedTerms?: boolean;
  about?: string;
  role?: PlatformRole;
  mentor?: MentorStanding;
  demo?: boolean;
  at?: Date;
}
/** At least one field. */
export type AccountChanges = Partial<Omit<AccountRow, 'id' | 'createdAt'>>;
/** The transaction an account is made in: a `Change` of the event log is one. */
export interface InTransaction {
  sql: Sql;
  at: Date;
}
export interface AroundMaking {
  before?(change: InTransaction): Promise<void>;
  after?(change: InTransaction, account: { id: string; email: string | null }): Promise<void>;
}

/** The public face of accounts for other features, the demo and the command line. */
@Injectable()
export class AccountsService {
  #gate: RegistrationGate | undefined;

  constructor(
    private readonly ids: Ids,
    private readonly log: EventLog,
    private readonly repository: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly avatars: Avatars,
    private readonly files: AvatarFiles,
  ) {}

  onRegistering(gate: RegistrationGate): void {
    this.#gate = gate;
  }

  get registrationGate(): RegistrationGate | undefined {
    return this.#gate;
  }

  /** Unknown ids are missing from the answer. */
  async cards(ids: readonly string[], sql?: Sql): Promise<Map<string, PersonCard>> {
    const rows = await this.repository.byIds([...new Set(ids)], sql);
    return new Map(rows.map((row) => [row.id, cardOf(row)]));
  }

  async personFacts(id: string, sql?: Sql): Promise<PersonFacts | null> {
    const row = await this.repository.byId(id, sql);
    return row ? factsOf(row) : null;
  }

  async factsByEmail(email: string): Promise<PersonFacts | null> {
    const row = await this.repository.byEmail(email);
    return row ? factsOf(row) : null;
  }

  /** Somebody acting without a device: demo people, the command line. */
  async actorOf(accountId: string): Promise<Actor> {
    return actorOf(await this.existing(accountId), null);
  }

  /**
   * Registration modes and the strength of passwords are decided by who calls; what it adds runs in the transaction.
   * Throws an EmailTakenError.
   */
  async createPerson(input: NewPerson, around: AroundMaking = {}): Promise<PersonCard> {
    const passwordHash = input.password === null ? null : await this.passwords.hash(input.password);
    const make = async (change: InTransaction): Promise<PersonCard> => {
      await around.before?.(change);
      const madeAt = input.at ?? change.at;
      const accepted = input.acceptedTerms ?? true;
      const row = this.row('person', input, madeAt, {
        email: input.email,
        // Nobody reads the mail of demo people.
        emailVerifiedAt: input.demo === true || input.emailVerified === true ? madeAt : null,
        passwordHash,
        about: input.about ?? '',
        ageBand: input.ageBand,
        termsVersion: accepted ? LEGAL_VERSION : null,
        termsAcceptedAt: accepted ? madeAt : null,
        role: input.role ?? 'member',
        mentor: input.mentor ?? 'none',
        demo: input.demo ?? false,
      });
      await this.repository.insert(row, change.sql);
      await around.after?.(change, row);
      return cardOf(row);
    };
    try {
      return await this.log.change(HUB, [], make);
    } catch (error) {
      throw emailTaken(error) ?? error;
    }
  }

  /** A name and one room. `id` where the caller has to lock `account:<id>` beforehand. */
  async createGuest(
    within: InTransaction,
    input: { id?: string; name: string; language: Language; timeZone?: string; roomId: string },
  ): Promise<Actor> {
    const guest = { name: input.name, language: input.language, timeZone: input.timeZone ?? 'UTC' };
    const row = this.row('guest', guest, within.at, { guestOf: input.roomId, ...(input.id ? { id: input.id } : {}) });
    await this.repository.insert(row, within.sql);
    return actorOf(row, null);
  }

  /**
   * A tutor, a moderator, an integration: no mail, no password, no session ever. It acts as `actorOf(id)` says, with the rights
   * of its room role and no others. Its name carries the word IA, so that nobody takes it for a person.
   */
  async createBot(
    within: InTransaction,
    input: { name: string; language: Language; about?: string; avatar?: string | null },
  ): Promise<PersonCard> {
    if (!displayName.safeParse(input.name).success || !/\bIA\b/.test(input.name))
      throw new Error(`The name of a bot needs the word IA, in one line: ${input.name}`);
    const { about = '', avatar = null } = input;
    const row = this.row('bot', { ...input, timeZone: 'UTC' }, within.at, { about, avatar });
    await this.repository.insert(row, within.sql);
    return cardOf(row);
  }

  /** For somebody who has shown who they are. Throws a BannedError. */
  async issueSession(accountId: string, meta: RequestMeta): Promise<IssuedSession> {
    const account = await this.existing(accountId);
    if (account.bannedAt !== null) throw new BannedError(account.banReason);
    return this.sessions.issue(account, meta);
  }

  /** Throws a BadImageError. Answers the path of the new face. */
  async setAvatarOf(accountId: string, bytes: Buffer | undefined, by: Actor = HUB): Promise<string> {
    const { image, hash } = await this.avatars.prepare(bytes);
    await this.files.save(accountId, hash, image);
    const avatar = avatarPath(accountId, hash);
    let former: string | null = null;
    await this.change(by, accountId, (row) => {
      former = row.avatar;
      return { avatar };
    });
    if (former !== null && former !== avatar) await this.files.remove(former);
    return avatar;
  }

  async removeAvatarOf(accountId: string, by: Actor = HUB): Promise<void> {
    await this.change(by, accountId, () => ({ avatar: null }));
    await this.files.removeAll(accountId);
  }

  /** The files alone, of an account that is going away altogether. */
  async forgetAvatarOf(accountId: string): Promise<void> {
    await this.files.removeAll(accountId);
  }

  /** Decides on the locked row, changes it, and tells the person's devices and whoever listens. */
  async change(
    by: Actor,
    accountId: string,
    decide: (row: AccountRow, change: Change) => AccountChanges | Promise<AccountChanges>,
  ): Promise<AccountRow> {
    // Asked first, so that an id nobody has makes no stream.
    await this.existing(accountId);
    const stream = accountStream(accountId);
    return this.log.change(by, [stream], async (change) => {
      const before = await this.repository.lockById(accountId, change.sql);
      const changes = before && (await decide(before, change));
      const row = changes && (await this.repository.update(accountId, changes, change.sql));
      if (row === undefined) throw new NotFoundError();
      const payload = { account: ownAccountOf(row) };
      change.append({ stream, type: 'accounts.account-changed', subject: accountId, payload });
      return row;
    });
  }

  private async existing(id: string): Promise<AccountRow> {
    const row = await this.repository.byId(id);
    if (row === undefined) throw new NotFoundError();
    return row;
  }

  private row(
    kind: AccountRow['kind'],
    who: { name: string; language: Language; timeZone: string },
    createdAt: Date,
    more: Partial<AccountRow>,
  ): AccountRow {
    const nothing = { email: null, emailVerifiedAt: null, passwordHash: null, avatar: null, ageBand: null };
    const neither = { termsVersion: null, termsAcceptedAt: null, mentorWhy: null, guestOf: null };
    const free = { bannedAt: null, banReason: null };
    const standing = { role: 'member', mentor: 'none' } as const;
    const { name, language, timeZone } = who;
    const id = this.ids.next();
    return {
      id,
      kind,
      name,
      about: '',
      language,
      timeZone,
      ...nothing,
      ...neither,
      ...free,
      ...standing,
      demo: false,
      createdAt,
      ...more,
    };
  }
}

/** The named error of a second account with the same address; undefined for any other failure. */
export const emailTaken = (error: unknown): EmailTakenError | undefined =>
  constraintOf(error) === 'accounts_email' ? new EmailTakenError() : undefined;
