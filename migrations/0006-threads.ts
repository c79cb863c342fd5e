import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Threads with read marks of their own, questions with answers, thanks, pins and decisions. */
export class Threads1763800000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table messages
        add column thread_id uuid references messages (id) on delete cascade,
        add column asks boolean not null default false,
        add column answer_id uuid,
        add column thanks int not null default 0,
        add column pin text check (pin in ('pin', 'decision')),
        -- seq of the event that pinned it last: the order of the list
        add column pin_seq bigint,
        -- of the thread it is the root of, as the last event said it
        add column reply_count int not null default 0,
        add column last_reply_at timestamptz,
        add column repliers uuid[] not null default '{}';
      -- However much is said in threads, a page of the main list reads no more rows than it shows.
      create index messages_main on messages (room_id, seq) where thread_id is null;
      create index messages_thread on messages (thread_id, seq) where thread_id is not null;
      create index messages_questions on messages (room_id, seq) where asks;
      create index messages_answers on messages (answer_id) where answer_id is not null;
      create index messages_pins on messages (room_id, pin_seq) where pin is not null;

      create table thanks (
        message_id uuid not null references messages (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        at timestamptz not null,
        primary key (message_id, account_id)
      );

      -- Everybody a thread has to do with: who follows it, was mentioned in it or has looked at it.
      create table thread_marks (
        thread_id uuid not null references messages (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        room_id uuid not null references rooms (id) on delete cascade,
        -- read up to here; only ever grows
        seq bigint not null,
        following boolean not null,
        muted boolean not null default false,
        -- where they were mentioned last
        mentioned_seq bigint not null default 0,
        primary key (thread_id, account_id)
      );
      create index thread_marks_following on thread_marks (account_id, room_id) where following;
      create index thread_marks_mentioned on thread_marks (account_id, room_id) where mentioned_seq > seq;

      -- counts all marks of a person in a room: tells which of two states is the later one
      alter table read_marks add column turn bigint not null default 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table read_marks drop column turn;
      drop table thread_marks, thanks;
      delete from messages where thread_id is not null;
      alter table messages drop column thread_id, drop column asks, drop column answer_id, drop column thanks, drop column pin,
        drop column pin_seq, drop column reply_count, drop column last_reply_at, drop column repliers;
    `);
  }
}
