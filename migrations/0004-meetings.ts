import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meetings that are planned: series, answers, waiting room, agenda, calendars, ratings. And a third lock of rooms: files. */
export class Meetings1763800000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update rooms set locks = locks || '{"files": false}' where not locks ? 'files';

      alter table meetings
        add column title text not null default '',
        add column about text not null default '',
        add column starts_at timestamptz,
        -- wall time as it was planned, '2026-03-29T18:00': what a change of the zone's rules, or of the series, starts from
        add column local_start text,
        add column time_zone text not null default 'UTC',
        add column minutes int not null default 60,
        add column series_id uuid,
        add column waiting_room boolean not null default false,
        add column agenda jsonb not null default '[]',
        add column step int,
        add column step_at timestamptz,
        add column answers jsonb not null default '{"yes": 0, "maybe": 0, "no": 0}',
        -- RFC 5545: goes up with every change that a calendar has to take over
        add column sequence int not null default 0,
        add column changed_at timestamptz,
        add column touched bigint not null default 0;
      update meetings set starts_at = started_at, changed_at = coalesce(ended_at, started_at);
      create index meetings_planned on meetings (starts_at) where state in ('scheduled', 'waiting');
      create index meetings_room on meetings (room_id, starts_at);
      create index visits_meeting on visits (meeting_id) where meeting_id is not null;

      create table meeting_answers (
        meeting_id uuid not null references meetings (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        answer text not null check (answer in ('yes', 'maybe', 'no')),
        at timestamptz not null,
        primary key (meeting_id, account_id)
      );
      create table meeting_entries (
        meeting_id uuid not null references meetings (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        state text not null check (state in ('waiting', 'admitted', 'denied')),
        at timestamptz not null,
        primary key (meeting_id, account_id)
      );
      -- the address itself is kept by whoever was given it
      create table meeting_calendars (
        room_id uuid not null references rooms (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        secret_hash bytea not null unique,
        made_at timestamptz not null,
        primary key (room_id, account_id)
      );
      -- who has rated, and what was said, are two tables with nothing in common but the meeting: no person, time or order
      create table meeting_raters (
        meeting_id uuid not null references meetings (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        primary key (meeting_id, account_id)
      );
      create table meeting_ratings (
        id uuid primary key,
        meeting_id uuid not null references meetings (id) on delete cascade,
        stars int not null check (stars between 1 and 5),
        word text not null
      );
      create index meeting_ratings_meeting on meeting_ratings (meeting_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table meeting_ratings, meeting_raters, meeting_calendars, meeting_entries, meeting_answers;
      drop index visits_meeting;
      drop index meetings_room;
      drop index meetings_planned;
      alter table meetings drop column title, drop column about, drop column starts_at, drop column local_start,
        drop column time_zone, drop column minutes, drop column series_id, drop column waiting_room, drop column agenda,
        drop column step, drop column step_at, drop column answers, drop column sequence, drop column changed_at,
        drop column touched;
      update rooms set locks = locks - 'files';
    `);
  }
}
