import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AccountKind, AgeBand, Language, MentorStanding, PlatformRole } from '../../contract/words.js';
import { sqlOf, type Sql } from '../../platform/database/sql.js';

export interface AccountRow {
  id: string;
  kind: AccountKind;
  name: string;
  email: string | null;
  emailVerifiedAt: Date | null;
  passwordHash: string | null;
  about: string;
  avatar: string | null;
  language: Language;
  timeZone: string;
  ageBand: AgeBand | null;
  termsVersion: string | null;
  termsAcceptedAt: Date | null;
  role: PlatformRole;
  mentor: MentorStanding;
  mentorWhy: string | null;
  guestOf: string | null;
  bannedAt: Date | null;
  banReason: string | null;
  demo: boolean;
  createdAt: Date;
}
export interface SessionRow {
  id: string;
  accountId: string;
  refreshHash: Buffer;
  previousHash: Buffer | null;
  rotatedAt: Date;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  agent: string;
}

/** What makes an actor of an account. */
export type StandingRow = Pick<
  AccountRow,
  | 'id'
  | 'kind'
  | 'name'
  | 'avatar'
  | 'language'
  | 'ageBand'
  | 'role'
  | 'mentor'
  | 'guestOf'
  | 'bannedAt'
  | 'banReason'
  | 'emailVerifiedAt'
>;
/** A session with the account behind it. */
export type SessionStanding = StandingRow & Pick<SessionRow, 'endedAt' | 'expiresAt'>;

const accountColumns = {
  id: 'id',
  kind: 'kind',
  name: 'name',
  email: 'email',
  emailVerifiedAt: 'email_verified_at',
  passwordHash: 'password_hash',
  about: 'about',
  avatar: 'avatar',
  language: 'language',
  timeZone: 'time_zone',
  ageBand: 'age_band',
  termsVersion: 'terms_version',
  termsAcceptedAt: 'terms_accepted_at',
  role: 'role',
  mentor: 'mentor',
  mentorWhy: 'mentor_why',
  guestOf: 'guest_of',
  bannedAt: 'banned_at',
  banReason: 'ban_reason',
  demo: 'demo',
  createdAt: 'created_at',
} as const satisfies Record<keyof AccountRow, string>;
const ACCOUNT = Object.entries(accountColumns)
  .map(([field, column]) => `${column} as "${field}"`)
  .join(', ');
const SESSION = `id, account_id as "accountId", refresh_hash as "refreshHash", previous_hash as "previousHash", rotated_at as "rotatedAt",
  created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt", ended_at as "endedAt", agent`;
// Any fixed number: whoever takes an admin away, or makes the first one, waits for the others who do.
const ADMINS_LOCK = 7_305_001;

/** The only SQL of accounts. Methods take the transaction's `sql`, or run by themselves. */
@Injectable()
export class AccountsRepository {
  readonly #pool: Sql;

  constructor(source: DataSource) {
    this.#pool = sqlOf(source);
  }

  // --- accounts
  async insert(row: AccountRow, sql: Sql = this.#pool): Promise<void> {
    const fields = Object.keys(accountColumns) as (keyof AccountRow)[];
    await sql.query(
      `insert into accounts (${fields.map((field) => accountColumns[field]).join(', ')})
       values (${fields.map((_, index) => `$${index + 1}`).join(', ')})`,
      fields.map((field) => row[field]),
    );
  }

  /** The row after the change; undefined where there is no such account. */
  async update(id: string, changes: Partial<AccountRow>, sql: Sql = this.#pool): Promise<AccountRow | undefined> {
    const fields = Object.keys(changes) as (keyof AccountRow)[];
    const sets = fields.map((field, index) => `${accountColumns[field]} = $${index + 2}`).join(', ');
    const [row] = await sql.query<AccountRow>(`update accounts set ${sets} where id = $1 returning ${ACCOUNT}`, [
      id,
      ...fields.map((field) => changes[field]),
    ]);
    return row;
  }

  async byId(id: string, sql: Sql = this.#pool): Promise<AccountRow | undefined> {
    return (await sql.query<AccountRow>(`select ${ACCOUNT} from accounts where id = $1`, [id]))[0];
  }

  /** Locks the row: what is decided on it stays true until the commit. */
  async lockById(id: string, sql: Sql): Promise<AccountRow | undefined> {
    return (await sql.query<AccountRow>(`select ${ACCOUNT} from accounts where id = $1 for update`, [id]))[0];
  }

  async byEmail(email: string, sql: Sql = this.#pool): Promise<AccountRow | undefined> {
    return (
      await sql.query<AccountRow>(`select ${ACCOUNT} from accounts where lower(email) = $1`, [email.toLowerCase()])
    )[0];
  }

  async byIds(ids: readonly string[], sql: Sql = this.#pool): Promise<AccountRow[]> {
    return sql.query<AccountRow>(`select ${ACCOUNT} from accounts where id = any($1)`, [ids]);
  }

  /** Newest first. `words` are looked for in names, and in addresses only where `inEmail`; accents and case do not count. */
  async search(
    query: {
      words: string;
      inEmail: boolean;
      filter: 'all' | 'mentor-requests' | 'staff' | 'banned';
      after: string | null;
      limit: number;
    },
    sql: Sql = this.#pool,
  ): Promise<AccountRow[]> {
    return sql.query<AccountRow>(
      `select ${ACCOUNT} from accounts
       where kind <> 'bot' and deleted_at is null and ($1::uuid is null or id < $1)
         and ($2 = '' or contains_words(name, $2) or ($3 and contains_words(email, $2)))
         and case $4 when 'mentor-requests' then mentor = 'requested' when 'staff' then role <> 'member'
                     when 'banned' then banned_at is not null else true end
       order by id desc limit $5`,
      [query.after, query.words, query.inEmail, query.filter, query.limit],
    );
  }

  /** Held until the commit: two admins cannot resign at the same moment, and there is one first admin. */
  async lockAdmins(sql: Sql): Promise<void> {
    await sql.query('select pg_advisory_xact_lock($1)', [ADMINS_LOCK]);
  }

  async otherAdmins(exceptId: string, sql: Sql): Promise<number> {
    const [row] = await sql.query<{ count: number }>(
      `select count(*) from accounts where role = 'admin' and banned_at is null and id <> $1`,
      [exceptId],
    );
    return row?.count ?? 0;
  }

  // --- sessions
  async insertSession(row: SessionRow, sql: Sql = this.#pool): Promise<void> {
    await sql.query(
      `insert into sessions (id, account_id, refresh_hash, rotated_at, created_at, last_seen_at, expires_at, agent)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [row.id, row.accountId, row.refreshHash, row.rotatedAt, row.createdAt, row.lastSeenAt, row.expiresAt, row.agent],
    );
  }

  async session(id: string, sql: Sql = this.#pool): Promise<SessionRow | undefined> {
    return (await sql.query<SessionRow>(`select ${SESSION} from sessions where id = $1`, [id]))[0];
  }

  /** The accounts behind these sessions, by session. */
  async standings(sessionIds: readonly string[], sql: Sql = this.#pool): Promise<Map<string, SessionStanding>> {
    const rows = await sql.query<SessionStanding & { sessionId: string }>(
      `select s.id as "sessionId", s.ended_at as "endedAt", s.expires_at as "expiresAt", a.id, a.kind, a.name, a.avatar, a.language,
              a.email_verified_at as "emailVerifiedAt", a.age_band as "ageBand", a.role, a.mentor, a.guest_of as "guestOf", a.banned_at as "bannedAt", a.ban_reason as "banReason"
         from sessions s join accounts a on a.id = s.account_id where s.id = any($1::uuid[])`,
      [sessionIds],
    );
    return new Map(rows.map((row) => [row.sessionId, row]));
  }

  /** Puts the next key in place of the presented one; false where that one is not the current key of a live session. */
  async rotate(
    keys: { sessionId: string; presented: Buffer; next: Buffer; at: Date; expiresAt: Date },
    sql: Sql = this.#pool,
  ): Promise<boolean> {
    const rows = await sql.query(
      `update sessions set refresh_hash = $3, previous_hash = $2, rotated_at = $4, last_seen_at = $4, expires_at = $5
       where id = $1 and refresh_hash = $2 and ended_at is null and expires_at > $4 returning id`,
      [keys.sessionId, keys.presented, keys.next, keys.at, keys.expiresAt],
    );
    return rows.length === 1;
  }

  async liveSessions(accountId: string, at: Date, sql: Sql = this.#pool): Promise<SessionRow[]> {
    return sql.query<SessionRow>(
      `select ${SESSION} from sessions where account_id = $1 and ended_at is null and expires_at > $2
       order by last_seen_at desc limit 100`,
      [accountId, at],
    );
  }

  /** Ids of the sessions that ended by this: one, all, or all but one. */
  async endSessions(
    who: { accountId: string; only?: string; except?: string | null },
    at: Date,
    sql: Sql,
  ): Promise<string[]> {
    const rows = await sql.query<{ id: string }>(
      `update sessions set ended_at = $2 where account_id = $1 and ended_at is null
         and ($3::uuid is null or id = $3) and ($4::uuid is null or id <> $4) returning id`,
      [who.accountId, at, who.only ?? null, who.except ?? null],
    );
    return rows.map((row) => row.id);
  }

  /** What a device was called is kept no longer than 30 days after its session. */
  async deleteSessionsEndedBefore(at: Date, sql: Sql = this.#pool): Promise<void> {
    await sql.query('delete from sessions where ended_at < $1 or expires_at < $1', [at]);
  }
}
