import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What became of a meeting, and how far those whom it concerns have been told. Whose hand wrote what stands in minutes.
 * And more of what the staff of a room decides is kept as a decision.
 */
export class NewsAndHands1763800000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table meeting_news (
        meeting_id uuid not null references meetings (id) on delete cascade,
        -- of the fact in the stream of the room
        seq bigint not null,
        room_id uuid not null references rooms (id) on delete cascade,
        what text not null,
        starts_at timestamptz not null,
        by_id uuid,
        -- who reads the room only from later on is not told; null: everybody may
        reads_from bigint,
        told_to uuid,
        done boolean not null default false,
        primary key (meeting_id, seq)
      );
      create index meeting_news_due on meeting_news (room_id, seq) where not done;

      -- a line of one's own has its author beside its words; those of before have none
      alter table minutes add column summary_by uuid references accounts (id) on delete set null;
      alter table minutes_words add column by_id uuid references accounts (id) on delete set null;

      alter table room_decisions drop constraint room_decisions_action_check;
      alter table room_decisions add constraint room_decisions_action_check
        check (action in ('hidden', 'shown', 'muted', 'unmuted', 'kept', 'deleted', 'removed', 'banned', 'unbanned'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from room_decisions where action not in ('hidden', 'shown', 'muted', 'unmuted', 'kept');
      alter table room_decisions drop constraint room_decisions_action_check;
      alter table room_decisions add constraint room_decisions_action_check
        check (action in ('hidden', 'shown', 'muted', 'unmuted', 'kept'));
      alter table minutes_words drop column by_id;
      alter table minutes drop column summary_by;
      drop table meeting_news;
    `);
  }
}
