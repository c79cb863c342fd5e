import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said as text inside a recording, by those who are in it. */
export class RecordedCaptions1763800000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- how many were counted: it numbers them, and bounds them
      alter table recordings add column captions int not null default 0;
      create table recording_captions (
        recording_id uuid not null references recordings (id) on delete cascade,
        number int not null,
        account_id uuid not null references accounts (id) on delete cascade,
        -- of the recording's own clock, its pauses cut out
        at_ms int not null,
        text text not null,
        language text not null,
        source text not null check (source in ('typed', 'device', 'endpoint')),
        primary key (recording_id, number)
      );
      create index recording_captions_account on recording_captions (account_id, recording_id, number);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table recording_captions; alter table recordings drop column captions');
  }
}
