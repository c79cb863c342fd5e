import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a room's stage is kept: its order, and what is shown on it. */
export class Stage1763800000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table stages (
        room_id uuid primary key references rooms (id) on delete cascade,
        locks jsonb not null,
        mute_on_entry boolean not null,
        pin jsonb,
        countdown jsonb,
        slides jsonb,
        -- what shows the file of the slides in the room: a message or a material
        slides_of uuid,
        -- seq of the last fact: the row is what it said
        touched bigint not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table stages');
  }
}
