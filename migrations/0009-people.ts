import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people show of themselves and to whom, whom they follow, and whom they block. */
export class People1763800000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table profiles (
        account_id uuid primary key references accounts (id) on delete cascade,
        languages text[] not null default '{}',
        country text,
        skills text[] not null default '{}',
        seeks text[] not null default '{}',
        offers text[] not null default '{}',
        links jsonb not null default '[]',
        -- who sees a field: "all", "members", "rooms-in-common" or "me"; members where nothing was chosen
        visibility jsonb not null default '{}',
        -- found in the directory
        listed boolean not null default true
      );
      -- 1 visitors, 2 members, 3 people with a room in common, 4 the person: each sees what the ones before see.
      create function sees(visibility jsonb, field text, level int) returns boolean language sql immutable parallel safe
        return coalesce(array_position(array['all', 'members', 'rooms-in-common', 'me'], visibility ->> field), 2) <= level;
      create table follows (
        follower_id uuid not null references accounts (id) on delete cascade,
        followed_id uuid not null references accounts (id) on delete cascade,
        at timestamptz not null,
        primary key (follower_id, followed_id)
      );
      create index follows_followed on follows (followed_id);
      create table blocks (
        blocker_id uuid not null references accounts (id) on delete cascade,
        blocked_id uuid not null references accounts (id) on delete cascade,
        at timestamptz not null,
        primary key (blocker_id, blocked_id)
      );
      create index blocks_blocked on blocks (blocked_id);

      -- The row stays, so that what was said keeps an author; nothing of the person does.
      alter table accounts add column deleted_at timestamptz;
      -- accounts that went: what they leave behind is cleared away bit by bit
      create table departures (
        account_id uuid primary key references accounts (id) on delete cascade,
        at timestamptz not null,
        texts_too boolean not null,
        -- up to this position the log has forgotten the name
        forgotten_to bigint not null default 0,
        done_at timestamptz
      );
      create index departures_open on departures (at) where done_at is null;
      -- a packed copy of all that somebody has, made when it is fetched, for a day
      create table account_exports (
        id uuid primary key,
        account_id uuid not null references accounts (id) on delete cascade,
        asked_at timestamptz not null
      );
      create index account_exports_account on account_exports (account_id, asked_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table account_exports, departures, blocks, follows, profiles;
      drop function sees(jsonb, text, int);
      alter table accounts drop column deleted_at;
    `);
  }
}
