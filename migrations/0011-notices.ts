import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What reaches people while they look elsewhere: references to what happened, never its words. */
export class Notices1763800000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notices (
        id uuid primary key,
        account_id uuid not null references accounts (id) on delete cascade,
        -- what it is about, the same however it is told: one fact, one notice
        fact text not null,
        kind text not null,
        what text not null,
        at timestamptz not null,
        room_id uuid references rooms (id) on delete cascade,
        by_id uuid,
        message_id uuid,
        message_seq bigint,
        -- the root of the thread it was written in: reading the room does not read it
        thread_id uuid,
        meeting_id uuid,
        starts_at timestamptz,
        role text,
        -- said to be read; a message is also read where the mark of its room has passed it
        read_at timestamptz,
        -- the message is gone, or another notice says the same better
        withdrawn boolean not null default false,
        -- not wanted in the inbox when it came
        muted boolean not null default false,
        -- of before a rebuild that has not reached it: what the log does not tell again is not shown
        stale boolean not null default false,
        -- when a mail may tell it; null: never, or done
        mail_after timestamptz,
        unique (account_id, fact)
      );
      create index notices_inbox on notices (account_id, at desc, id desc);
      create index notices_unread on notices (account_id, room_id) where read_at is null;
      create index notices_message on notices (message_id) where message_id is not null;
      create index notices_meeting on notices (meeting_id) where meeting_id is not null;
      create index notices_mail on notices (mail_after) where mail_after is not null;
      create table notice_settings (
        account_id uuid primary key references accounts (id) on delete cascade,
        inbox_off text[] not null default '{}',
        mail_off text[] not null default '{}',
        quiet_from text,
        quiet_until text
      );
      create table notice_rooms_off (
        account_id uuid not null references accounts (id) on delete cascade,
        room_id uuid not null references rooms (id) on delete cascade,
        primary key (account_id, room_id)
      );
      -- how far the members of a room have been told that a meeting is near; a meeting that is moved is told anew
      create table meeting_reminders (
        meeting_id uuid not null references meetings (id) on delete cascade,
        what text not null,
        starts_at timestamptz not null,
        told_to uuid,
        done boolean not null default false,
        primary key (meeting_id, what, starts_at)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table meeting_reminders, notice_rooms_off, notice_settings, notices');
  }
}
