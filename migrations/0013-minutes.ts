import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a meeting leaves behind. The minutes hold no words of messages: they point to them, so what is deleted is gone here too.
 * Only what the host writes is kept, and words the host gave a message go with that message.
 */
export class Minutes1763800000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table minutes (
        meeting_id uuid primary key references meetings (id) on delete cascade,
        room_id uuid not null references rooms (id) on delete cascade,
        -- the meeting's stretch of the room's stream; while to_seq is null it goes on
        from_seq bigint not null,
        to_seq bigint,
        -- [{at, step}]: when which step of the agenda began
        steps jsonb not null default '[]',
        revision int not null default 0,
        summary text not null default '',
        own jsonb not null default '[]',
        hidden uuid[] not null default '{}',
        published_at timestamptz,
        published_by uuid references accounts (id) on delete set null
      );
      create index minutes_room on minutes (room_id);
      create table minutes_words (
        meeting_id uuid not null references minutes (meeting_id) on delete cascade,
        message_id uuid not null,
        text text not null,
        primary key (meeting_id, message_id)
      );
      create index minutes_words_message on minutes_words (message_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table minutes_words, minutes');
  }
}
