import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Breakouts: child rooms of a meeting, who asks for help in them, and what comes back from them. */
export class Breakouts1763800000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the main room of a breakout: through it alone it is found
      alter table rooms add column parent uuid references rooms (id) on delete cascade;
      create index rooms_parent on rooms (parent) where parent is not null;

      create table breakouts (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        meeting_id uuid not null references meetings (id) on delete cascade,
        way text not null check (way in ('random', 'by-hand', 'self-chosen')),
        latecomers text not null check (latecomers in ('smallest', 'wait')),
        opened_by uuid references accounts (id) on delete set null,
        opened_at timestamptz not null,
        ends_at timestamptz,
        closed_at timestamptz,
        touched bigint not null
      );
      create unique index breakouts_open on breakouts (room_id) where closed_at is null;
      create index breakouts_meeting on breakouts (meeting_id);
      create table breakout_rooms (
        room_id uuid primary key references rooms (id) on delete cascade,
        breakouts_id uuid not null references breakouts (id) on delete cascade,
        place int not null
      );
      create index breakout_rooms_of on breakout_rooms (breakouts_id, place);
      -- who waits for help; gone when they were helped
      create table breakout_calls (
        breakouts_id uuid not null references breakouts (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        room_id uuid not null references rooms (id) on delete cascade,
        at timestamptz not null,
        primary key (breakouts_id, account_id)
      );

      -- the breakout in which a material was shown before
      alter table materials add column from_room uuid references rooms (id) on delete set null;
      create index materials_from on materials (from_room) where from_room is not null;

      alter table messages drop constraint messages_pin_check;
      alter table messages add constraint messages_pin_check check (pin in ('pin', 'decision', 'broadcast'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update messages set pin = 'pin' where pin = 'broadcast';
      alter table messages drop constraint messages_pin_check;
      alter table messages add constraint messages_pin_check check (pin in ('pin', 'decision'));
      alter table materials drop column from_room;
      drop table breakout_calls, breakout_rooms, breakouts;
      delete from rooms where parent is not null;
      alter table rooms drop column parent;
    `);
  }
}
