import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OwnProfile, ProfileLink, ProfileVisibility, Tie } from '../../contract/profiles.contract.js';
import type { AccountKind, PersonCard } from '../../contract/words.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

export interface ProfileRow {
  languages: string[];
  country: string | null;
  skills: string[];
  seeks: string[];
  offers: string[];
  links: ProfileLink[];
  /** Only what was chosen. */
  visibility: Partial<ProfileVisibility>;
  listed: boolean;
}
/** An account as far as a profile shows it, with the profile where there is one, and the viewer's ties. */
export interface PersonRow extends ProfileRow, Tie {
  id: string;
  name: string;
  kind: AccountKind;
  avatar: string | null;
  about: string;
  timeZone: string;
  mentor: boolean;
  minor: boolean;
  banned: boolean;
  createdAt: Date;
  /** The person blocks the viewer. */
  blocksViewer: boolean;
}

const OWN = `coalesce(p.languages, '{}') as languages, p.country, coalesce(p.skills, '{}') as skills, coalesce(p.seeks, '{}') as seeks,
  coalesce(p.offers, '{}') as offers, coalesce(p.links, '[]') as links, coalesce(p.visibility, '{}') as visibility, coalesce(p.listed, true) as listed`;
const CARD = 'a.id, a.name, a.kind, a.avatar';

/** The rows of profiles, follows and blocks. Of `accounts`, on the same floor, it reads what others may know; it writes nothing there. */
@Injectable()
export class ProfilesRepository {
  readonly pool: Sql;

  constructor(source: DataSource) {
    this.pool = sqlOf(source);
  }

  /** `viewer` is null for a visitor. */
  async person(id: string, viewer: string | null): Promise<PersonRow | undefined> {
    const [row] = await this.pool.query<PersonRow>(
      `select ${CARD}, a.about, a.time_zone as "timeZone", a.mentor = 'granted' as mentor, a.age_band is distinct from '18-plus' as minor,
              coalesce(a.banned_at, a.deleted_at) is not null as banned, a.created_at as "createdAt", ${OWN},
              exists (select from follows where follower_id = $2 and followed_id = a.id) as followed,
              exists (select from blocks where blocker_id = $2 and blocked_id = a.id) as blocked,
              exists (select from blocks where blocker_id = a.id and blocked_id = $2) as "blocksViewer"
         from accounts a left join profiles p on p.account_id = a.id where a.id = $1`,
      [id, viewer],
    );
    return row;
  }

  async own(id: string, sql: Sql = this.pool): Promise<ProfileRow | undefined> {
    const [row] = await sql.query<ProfileRow>(
      `select ${OWN} from accounts a left join profiles p on p.account_id = a.id where a.id = $1`,
      [id],
    );
    return row;
  }

  async save(id: string, profile: OwnProfile, sql: Sql): Promise<void> {
    const columns = 'languages, country, skills, seeks, offers, links, visibility, listed';
    await sql.query(
      `insert into profiles (account_id, ${columns}) select $1, ${columns} from jsonb_populate_record(null::profiles, $2)
       on conflict (account_id) do update set (${columns}) = (select ${columns} from jsonb_populate_record(null::profiles, $2))`,
      [id, JSON.stringify(profile)],
    );
  }

  // --- ties
  async tie(from: string, to: string, sql: Sql): Promise<(Tie & { kind: AccountKind }) | undefined> {
    const [row] = await sql.query<Tie & { kind: AccountKind }>(
      `select a.kind, exists (select from follows where follower_id = $1 and followed_id = a.id) as followed,
              exists (select from blocks where blocker_id = $1 and blocked_id = a.id) as blocked from accounts a where a.id = $2`,
      [from, to],
    );
    return row;
  }

  async setFollow(from: string, to: string, on: boolean, at: Date, sql: Sql): Promise<void> {
    if (on) await sql.query('insert into follows values ($1, $2, $3) on conflict do nothing', [from, to, at]);
    else await sql.query('delete from follows where follower_id = $1 and followed_id = $2', [from, to]);
  }

  async setBlock(from: string, to: string, on: boolean, at: Date, sql: Sql): Promise<void> {
    if (on) await sql.query('insert into blocks values ($1, $2, $3) on conflict do nothing', [from, to, at]);
    else await sql.query('delete from blocks where blocker_id = $1 and blocked_id = $2', [from, to]);
  }

  async followed(accountId: string): Promise<PersonCard[]> {
    return this.pool.query<PersonCard>(
      `select ${CARD} from follows f join accounts a on a.id = f.followed_id where f.follower_id = $1 order by plain_words(a.name), a.id limit 1000`,
      [accountId],
    );
  }

  async blocked(accountId: string): Promise<PersonCard[]> {
    return this.pool.query<PersonCard>(
      `select ${CARD} from blocks b join accounts a on a.id = b.blocked_id where b.blocker_id = $1 order by plain_words(a.name), a.id limit 1000`,
      [accountId],
    );
  }

  async ties(accountId: string, sql: Sql): Promise<number> {
    const [row] = await sql.query<{ count: number }>(
      `select (select count(*) from follows where follower_id = $1) + (select count(*) from blocks where blocker_id = $1) as count`,
      [accountId],
    );
    return row?.count ?? 0;
  }

  /** The profile, and every tie from and to the person. */
  async forget(id: string, sql: Sql): Promise<void> {
    await sql.query('delete from profiles where account_id = $1', [id]);
    await sql.query('delete from follows where follower_id = $1 or followed_id = $1', [id]);
    await sql.query('delete from blocks where blocker_id = $1 or blocked_id = $1', [id]);
  }

  async blockedBy(accountId: string, sql: Sql = this.pool): Promise<string[]> {
    const rows = await sql.query<{ id: string }>('select blocked_id as id from blocks where blocker_id = $1', [
      accountId,
    ]);
    return rows.map(({ id }) => id);
  }

  async blockedEither(sql: Sql, accountId: string, others: readonly string[]): Promise<Set<string>> {
    if (others.length === 0) return new Set();
    const rows = await sql.query<{ id: string }>(
      `select blocked_id as id from blocks where blocker_id = $1 and blocked_id = any($2::uuid[])
       union select blocker_id from blocks where blocked_id = $1 and blocker_id = any($2::uuid[])`,
      [accountId, others],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
