import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  adminPeoplePage,
  adminPeopleQuery,
  banPersonInput,
  setMentorInput,
  setPlatformRoleInput,
} from '../../contract/accounts.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import { Audit } from '../../platform/audit/audit.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import type { EventPayload } from '../../contract/realtime.contract.js';
import type { Change } from '../../platform/event-log/event-log.types.js';
import { LastAdminError, NotAllowedError, NotFoundError } from './accounts.errors.js';
import { mayBan, platformColumn, requireOnPlatform } from './accounts.policy.js';
import { accountStream } from './accounts.events.js';
import { AccountsRepository, type AccountRow } from './accounts.repository.js';
import { AccountsService, type AccountChanges } from './accounts.service.js';
import { adminPersonOf, type AdminPerson } from './accounts.view.js';
import { Sessions } from './sessions.js';

const PAGE = 50;

/** What admins and the staff of the platform do with other people's accounts. */
@Injectable()
export class PeopleAdmin {
  constructor(
    private readonly log: EventLog,
    private readonly accounts: AccountsService,
    private readonly repository: AccountsRepository,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  async list(actor: Actor, query: z.output<typeof adminPeopleQuery>): Promise<z.infer<typeof adminPeoplePage>> {
    requireOnPlatform(actor, 'people.list');
    const { filter, q = '', after = null } = query;
    const inEmail = seesEmail(actor);
    const rows = await this.repository.search({ words: q, inEmail, filter, after, limit: PAGE + 1 });
    const people = rows.slice(0, PAGE).map((row) => adminPersonOf(row, inEmail));
    return { people, next: rows.length > PAGE ? (people.at(-1)?.id ?? null) : null };
  }

  async setRole(
    actor: Actor,
    { id, role }: { id: string } & z.output<typeof setPlatformRoleInput>,
  ): Promise<AdminPerson> {
    requireOnPlatform(actor, 'people.administer');
    return this.changePerson(actor, id, async (person, change) => {
      if (person.kind !== 'person') throw new NotAllowedError();
      if (role !== 'admin') await this.assertAdminRemains(person, change);
      const details = { from: person.role, to: role };
      await this.audit.record(actor, { deed: 'people.role-set', account: id, details }, change.sql);
      if (person.role !== role) tell(change, id, { what: 'platform-role', role });
      return { role };
    });
  }

  /** Grants or refuses what was asked for, or takes it back. */
  async setMentor(
    actor: Actor,
    { id, standing }: { id: string } & z.output<typeof setMentorInput>,
  ): Promise<AdminPerson> {
    requireOnPlatform(actor, 'people.administer');
    return this.changePerson(actor, id, async (person, change) => {
      if (person.kind !== 'person') throw new NotAllowedError();
      const details = { from: person.mentor, to: standing };
      await this.audit.record(actor, { deed: 'people.mentor-set', account: id, details }, change.sql);
      const what = standing === 'granted' ? 'mentor-granted' : 'mentor-refused';
      if (person.mentor !== standing) tell(change, id, { what, role: null });
      return standing === 'none' ? { mentor: standing, mentorWhy: null } : { mentor: standing };
    });
  }

  async ban(actor: Actor, { id, reason }: { id: string } & z.output<typeof banPersonInput>): Promise<AdminPerson> {
    requireOnPlatform(actor, 'people.ban');
    return this.changePerson(actor, id, async (person, change) => {
      if (!mayBan(actor, person)) throw new NotAllowedError();
      await this.assertAdminRemains(person, change);
      await this.sessions.endAllIn(change, id, 'banned');
      await this.audit.record(actor, { deed: 'people.banned', account: id, details: { reason } }, change.sql);
      if (person.bannedAt === null) tell(change, id, { what: 'suspended', role: null });
      return { bannedAt: change.at, banReason: reason };
    });
  }

  async unban(actor: Actor, { id }: { id: string }): Promise<AdminPerson> {
    requireOnPlatform(actor, 'people.ban');
    return this.changePerson(actor, id, async (person, change) => {
      if (!mayBan(actor, person)) throw new NotAllowedError();
      await this.audit.record(actor, { deed: 'people.unbanned', account: id }, change.sql);
      if (person.bannedAt !== null) tell(change, id, { what: 'readmitted', role: null });
      return { bannedAt: null, banReason: null };
    });
  }

  /** Every device and access token of theirs; they may come in again. */
  async signOut(actor: Actor, { id }: { id: string }): Promise<void> {
    requireOnPlatform(actor, 'people.administer');
    const person = await this.repository.byId(id);
    if (person === undefined) throw new NotFoundError();
    if (person.kind === 'bot') throw new NotAllowedError();
    await this.log.change(actor, [accountStream(id)], async (change) => {
      await this.sessions.endAllIn(change, id, 'everywhere');
      await this.audit.record(actor, { deed: 'people.signed-out', account: id }, change.sql);
    });
  }

  private async changePerson(
    actor: Actor,
    id: string,
    decide: (person: AccountRow, change: Change) => Promise<AccountChanges>,
  ): Promise<AdminPerson> {
    return adminPersonOf(await this.accounts.change(actor, id, decide), seesEmail(actor));
  }

  private async assertAdminRemains(person: AccountRow, change: Change): Promise<void> {
    if (person.role !== 'admin') return;
    await this.repository.lockAdmins(change.sql);
    if ((await this.repository.otherAdmins(person.id, change.sql)) === 0) throw new LastAdminError();
  }
}

/** The decision itself, beside the account that it changes: whoever it is about is told. */
const tell = (change: Change, id: string, payload: EventPayload<'accounts.standing-decided'>): void =>
  void change.append({ stream: accountStream(id), type: 'accounts.standing-decided', subject: id, payload });
const seesEmail = (actor: Actor): boolean => platformColumn(actor) === 'admin';
