import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Recordings of meetings: who said yes, and a file for each track of those who did. */
export class Recordings1763800000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recordings (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        meeting_id uuid references meetings (id) on delete cascade,
        state text not null check (state in ('asked', 'on', 'paused', 'ended')),
        asked_by uuid references accounts (id) on delete set null,
        asked_at timestamptz not null,
        -- when it was on: what is between is not in it; the last one is open while it is on
        stretches jsonb not null default '[]',
        ended_at timestamptz,
        -- renewed by the node that records: who stops doing so has died
        seen_at timestamptz not null,
        touched bigint not null
      );
      create unique index recordings_going_on on recordings (room_id) where state <> 'ended';
      create index recordings_meeting on recordings (meeting_id);
      create index recordings_room on recordings (room_id);
      create table recording_answers (
        recording_id uuid not null references recordings (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        consents boolean not null,
        at timestamptz not null,
        primary key (recording_id, account_id)
      );
      create index recording_answers_account on recording_answers (account_id);
      create table recording_tracks (
        id uuid primary key,
        -- null: its bytes are to be taken away, and then the row
        recording_id uuid references recordings (id) on delete set null,
        account_id uuid references accounts (id) on delete set null,
        source text not null,
        codec text not null check (codec in ('opus', 'vp8')),
        -- a tape holds packets as they came; a file plays
        state text not null check (state in ('tape', 'file', 'failed')) default 'tape',
        tries int not null default 0,
        offset_ms int not null default 0,
        length_ms int not null default 0,
        shown jsonb not null default '[]',
        bytes bigint not null default 0
      );
      create index recording_tracks_of on recording_tracks (recording_id);
      create index recording_tracks_account on recording_tracks (account_id);
      create index recording_tracks_due on recording_tracks (id) where state = 'tape' or recording_id is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recording_tracks, recording_answers, recordings');
  }
}
