import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that people bring into rooms, attached to messages or put up as materials. */
export class Files1763800000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table files (
        id uuid primary key,
        -- without its room or its owner a file is nobody's, and its bytes go with the next sweep
        room_id uuid references rooms (id) on delete set null,
        owner_id uuid references accounts (id) on delete set null,
        name text not null,
        kind text not null check (kind in ('image', 'pdf', 'audio', 'video', 'file')),
        type text not null,
        bytes bigint not null,
        width int,
        height int,
        stored_at timestamptz not null,
        -- the message or material that shows it; until then only its owner knows it, and not for long
        used_by uuid,
        -- what shows it is deleted and may come back
        hidden boolean not null default false,
        -- nobody may have it any more; the row without its words counts for the day's limit until that is over
        erased_at timestamptz,
        swept_at timestamptz
      );
      create index files_owner on files (owner_id, stored_at);
      create index files_room on files (room_id) where erased_at is null;
      create index files_used on files (used_by) where used_by is not null;
      create index files_loose on files (stored_at)
        where erased_at is null and (used_by is null or room_id is null or owner_id is null);
      create index files_to_sweep on files (erased_at) where erased_at is not null;

      alter table messages add column attachments jsonb not null default '[]';

      create table materials (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        file_id uuid not null references files (id) on delete cascade,
        title text not null,
        licence text not null,
        -- from the top, without holes
        place int not null,
        added_by uuid not null references accounts (id) on delete cascade,
        added_at timestamptz not null
      );
      create index materials_room on materials (room_id, place);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table materials;
      alter table messages drop column attachments;
      drop table files;
    `);
  }
}
