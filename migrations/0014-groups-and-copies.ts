import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Direct rooms of up to eight people, and copies of rooms. A copy is packed while it is fetched and lies nowhere:
 * the table of 0007 that was to keep track of packed ones was never written to, and goes.
 */
export class GroupsAndCopies1763800000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table room_exports;

      -- whose names a direct room has for somebody: who is there besides them; where nobody is left, who was
      create function others_in(in_room uuid, viewer uuid) returns jsonb stable language sql as $$
        select coalesce(jsonb_agg(jsonb_build_object('id', m.account_id, 'name', m.name, 'kind', m.kind, 'avatar', m.avatar)
                                  order by m.name, m.account_id), '[]')
          from rooms r join memberships m on m.room_id = r.id and m.account_id <> viewer
         where r.id = in_room and r.kind = 'direct' and (m.state = 'member' or not exists (
           select from memberships o where o.room_id = r.id and o.account_id <> viewer and o.state = 'member'))
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function others_in;
      create table room_exports (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        asked_at timestamptz not null,
        state text not null check (state in ('making', 'ready', 'failed')),
        bytes bigint,
        ready_at timestamptz,
        until timestamptz
      );
      create unique index room_exports_one on room_exports (room_id, account_id);
    `);
  }
}
