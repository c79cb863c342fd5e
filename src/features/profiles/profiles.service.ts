import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  DirectoryPage,
  DirectoryQuery,
  editProfileInput,
  OwnProfile,
  PersonProfile,
  previewQuery,
  Tie,
  Ties,
} from '../../contract/profiles.contract.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { Sql } from '../../platform/database/sql.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { EventLog } from '../../platform/event-log/event-log.js';
import { Directory } from './directory.js';
import { accountStream } from './profiles.events.js';
import { nearnessOf, requireOnPlatform, type Nearness } from './profiles.policy.js';
import { ProfilesRepository, type PersonRow } from './profiles.repository.js';
import { ownProfileOf, personProfileOf } from './profiles.view.js';

/** What rooms, a floor above, know about two people. */
export interface Neighbourhood {
  /** With whom this person is in a room now (direct ones do not count): all of them, or those of `among`. */
  roommates(sql: Sql, accountId: string, among?: readonly string[]): Promise<string[]>;
  /** The stream of the direct room of two people; null where there is none. */
  directStream(sql: Sql, one: string, other: string): Promise<string | null>;
}

/** Whom one follows and blocks, together: far above what people do. */
const MAX_TIES = 2_000;

/** The public face of profiles: what people show, whom they follow, whom they block. */
@Injectable()
export class ProfilesService {
  #neighbourhood: Neighbourhood = { roommates: async () => [], directStream: async () => null };

  constructor(
    private readonly log: EventLog,
    private readonly repository: ProfilesRepository,
    private readonly directory: Directory,
  ) {}

  /** Rooms say who is in a room with whom. */
  know(neighbourhood: Neighbourhood): void {
    this.#neighbourhood = neighbourhood;
  }

  // --- for other features
  /** Those of `others` who block this person or are blocked by them. */
  blockedEither(sql: Sql, accountId: string, others: readonly string[]): Promise<Set<string>> {
    return this.repository.blockedEither(sql, accountId, others);
  }

  /** Whom this account blocks. */
  blockedBy(accountId: string, sql?: Sql): Promise<string[]> {
    return this.repository.blockedBy(accountId, sql);
  }

  // --- pages
  /** Throws `not-found` for whoever may not know of the page. */
  async read(actor: Actor | undefined, { id }: { id: string }): Promise<PersonProfile> {
    const row = await this.person(id, actor);
    const nearness = row && (await this.nearness(actor, row));
    if (!row || !nearness) throw new DomainError('not-found');
    return personProfileOf(row, nearness);
  }

  async readOwn(actor: Actor): Promise<OwnProfile> {
    requireOnPlatform(actor, 'profile.edit-own');
    return this.own(actor);
  }

  /** The own page as others find it. */
  async preview(actor: Actor, { as }: z.output<typeof previewQuery>): Promise<{ profile: PersonProfile | null }> {
    requireOnPlatform(actor, 'profile.edit-own');
    const row = await this.person(actor.accountId, actor);
    const viewing = { member: as !== 'visitor', roomInCommon: as === 'rooms-in-common', self: false, blocked: false };
    const nearness = row && nearnessOf(viewing, viewedOf(row));
    return { profile: nearness ? personProfileOf(row, nearness) : null };
  }

  async edit(actor: Actor, input: z.output<typeof editProfileInput>): Promise<OwnProfile> {
    requireOnPlatform(actor, 'profile.edit-own');
    const { accountId } = actor;
    const stream = accountStream(accountId);
    return this.log.change(actor, [stream], async (change) => {
      const before = await this.own(actor, change.sql);
      const visibility = { ...before.visibility, ...definedOf(input.visibility ?? {}) };
      const profile: OwnProfile = { ...before, ...definedOf(input), visibility };
      for (const list of ['languages', 'skills', 'seeks', 'offers'] as const) profile[list] = distinct(profile[list]);
      if (JSON.stringify(profile) === JSON.stringify(before)) return before;
      await this.repository.save(accountId, profile, change.sql);
      const payload = { personId: accountId, profile };
      change.append({ stream, type: 'profiles.profile-changed', subject: accountId, payload });
      return profile;
    });
  }

  async list(actor: Actor, query: DirectoryQuery): Promise<DirectoryPage> {
    requireOnPlatform(actor, 'profile.list');
    const roommates = await this.#neighbourhood.roommates(this.repository.pool, actor.accountId);
    return this.directory.page(actor.accountId, roommates, query);
  }

  // --- ties
  async ties(actor: Actor): Promise<Ties> {
    requireOnPlatform(actor, 'profile.block');
    const { accountId } = actor;
    const [followed, blocked] = [await this.repository.followed(accountId), await this.repository.blocked(accountId)];
    return { followed, blocked };
  }

  /** Only whose page one finds can be followed; whom one blocks is not followed. */
  async follow(actor: Actor, { id, on }: { id: string; on: boolean }): Promise<Tie> {
    requireOnPlatform(actor, 'profile.follow');
    if (on) {
      const { person, blocked } = await this.read(actor, { id });
      if (blocked || person.id === actor.accountId) throw new DomainError('not-allowed');
    }
    return this.tie(actor, id, [], async (before, { sql, at }) => {
      if (on && before.blocked) throw new DomainError('not-allowed');
      await this.repository.setFollow(actor.accountId, id, on, at, sql);
      return { ...before, followed: on };
    });
  }

  /** Ends the following too. Locks what the two write directly to each other in: a message there is before the block or refused. */
  async block(actor: Actor, { id, on }: { id: string; on: boolean }): Promise<Tie> {
    requireOnPlatform(actor, 'profile.block');
    if (id === actor.accountId) throw new DomainError('not-allowed');
    if (!(await this.repository.tie(actor.accountId, id, this.repository.pool))) throw new DomainError('not-found');
    const direct = await this.#neighbourhood.directStream(this.repository.pool, actor.accountId, id);
    const streams = [accountStream(id), ...(direct === null ? [] : [direct])];
    return this.tie(actor, id, streams, async (before, { sql, at }) => {
      await this.repository.setBlock(actor.accountId, id, on, at, sql);
      if (on) await this.repository.setFollow(actor.accountId, id, false, at, sql);
      return { followed: before.followed && !on, blocked: on };
    });
  }

  private async tie(
    actor: Actor,
    id: string,
    streams: readonly string[],
    work: (before: Tie, change: { sql: Sql; at: Date }) => Promise<Tie>,
  ): Promise<Tie> {
    const { accountId } = actor;
    const own = accountStream(accountId);
    return this.log.change(actor, [own, ...streams], async (change) => {
      const found = await this.repository.tie(accountId, id, change.sql);
      if (!found) throw new DomainError('not-found');
      const before = { followed: found.followed, blocked: found.blocked };
      const after = await work(before, change);
      if (after.followed === before.followed && after.blocked === before.blocked) return after;
      if ((await this.repository.ties(accountId, change.sql)) > MAX_TIES)
        throw new DomainError('profiles/too-many-ties', { max: MAX_TIES });
      change.append({ stream: own, type: 'profiles.tie-changed', subject: id, payload: { personId: id, ...after } });
      return after;
    });
  }

  private async person(id: string, actor: Actor | undefined): Promise<PersonRow | undefined> {
    const row = await this.repository.person(id, actor?.accountId ?? null);
    return row?.kind === 'person' && !row.banned ? row : undefined;
  }

  private async nearness(actor: Actor | undefined, row: PersonRow): Promise<Nearness | null> {
    const member = actor?.kind === 'person';
    const self = actor?.accountId === row.id;
    const roommates =
      member && !self ? await this.#neighbourhood.roommates(this.repository.pool, actor.accountId, [row.id]) : [];
    return nearnessOf({ member, self, roomInCommon: roommates.length > 0, blocked: row.blocksViewer }, viewedOf(row));
  }

  private async own(actor: Actor, sql?: Sql): Promise<OwnProfile> {
    const row = await this.repository.own(actor.accountId, sql);
    if (!row) throw new DomainError('not-signed-in');
    return ownProfileOf(row);
  }
}

const viewedOf = (row: PersonRow) => ({ minor: row.minor, visibility: ownProfileOf(row).visibility });
const definedOf = <T extends object>(wanted: T): T =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as T;

/** Accents and case make no second tag; the first spelling stays. */
function distinct(values: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const value of values) {
    const plain = value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
    if (!seen.has(plain)) seen.set(plain, value);
  }
  return [...seen.values()];
}
