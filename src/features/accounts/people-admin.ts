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
import type { Change } from '../../platform/event-log/event-log.types.js';
import { LastAdminError, NotAllowedError } from './accounts.errors.js';
import { mayBan, platformColumn, requireOnPlatform } from './accounts.policy.js';
import { AccountsRepository, type AccountRow } from './accounts.repository.js';
import { AccountsService, type AccountChanges } from './accounts.service.js';
import { adminPersonOf, type AdminPerson } from './accounts.view.js';
import { Sessions } from './sessions.js';

const PAGE = 50;

/** What admins and the staff of the platform do with other people's accounts. */
@Injectable()
export class PeopleAdmin {
  constructor(
    private readonly accounts: AccountsService,
    private readonly repository: AccountsRepository,
    private readonly sessions: Sessions,
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
      return { role };
    });
  }

  /** Grants or refuses what was asked for, or takes it back. */
  async setMentor(
    actor: Actor,
    { id, standing }: { id: string } & z.output<typeof setMentorInput>,
  ): Promise<AdminPerson> {
    requireOnPlatform(actor, 'people.administer');
    return this.changePerson(actor, id, async (person) => {
      if (person.kind !== 'person') throw new NotAllowedError();
      return standing === 'none' ? { mentor: standing, mentorWhy: null } : { mentor: standing };
    });
  }

  async ban(actor: Actor, { id, reason }: { id: string } & z.output<typeof banPersonInput>): Promise<AdminPerson> {
    requireOnPlatform(actor, 'people.ban');
    return this.changePerson(actor, id, async (person, change) => {
      if (!mayBan(actor, person)) throw new NotAllowedError();
      await this.assertAdminRemains(person, change);
      await this.sessions.endAllIn(change, id, 'banned');
      return { bannedAt: change.at, banReason: reason };
    });
  }

  async unban(actor: Actor, { id }: { id: string }): Promise<AdminPerson> {
    requireOnPlatform(actor, 'people.ban');
    return this.changePerson(actor, id, async (person) => {
      if (!mayBan(actor, person)) throw new NotAllowedError();
      return { bannedAt: null, banReason: null };
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

const seesEmail = (actor: Actor): boolean => platformColumn(actor) === 'admin';
