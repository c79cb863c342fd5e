import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody is writing and what they keep, on all their devices; and previews of the links in messages. */
export class Writing1763800000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table drafts (
        account_id uuid not null references accounts (id) on delete cascade,
        room_id uuid not null references rooms (id) on delete cascade,
        -- the message whose thread it is written in
        thread_id uuid references messages (id) on delete cascade,
        text text not null,
        reply_to uuid,
        -- grows with every change, also with the one that empties it
        revision bigint not null,
        written_at timestamptz not null,
        unique nulls not distinct (account_id, room_id, thread_id)
      );
      create index drafts_room on drafts (room_id);
      create index drafts_thread on drafts (thread_id) where thread_id is not null;

      create table saved_messages (
        -- in the order of saving
        id uuid primary key,
        account_id uuid not null references accounts (id) on delete cascade,
        message_id uuid not null references messages (id) on delete cascade,
        unique (account_id, message_id)
      );
      create index saved_messages_order on saved_messages (account_id, id);
      create index saved_messages_message on saved_messages (message_id);

      alter table messages
        add column previews jsonb not null default '[]',
        -- links whose previews a person took away
        add column previews_refused text[] not null default '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table messages drop column previews, drop column previews_refused;
      drop table saved_messages;
      drop table drafts;
    `);
  }
}
