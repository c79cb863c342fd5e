import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Order in a room and its memory: slow mode, announcements, mutes, hidden messages, reports, what is kept and who reads from when, exports. */
export class Order1763800000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update rooms set locks = '{"announcements": false, "slowSeconds": 0}'::jsonb || locks;
      alter table rooms add column memory jsonb not null default '{"keepDays": null, "historyFrom": "beginning"}';

      alter table memberships
        -- seq of the joining that counts now: whoever joins a room that shows no earlier history reads from here
        add column joined_seq bigint not null default 0,
        add column muted_at timestamptz,
        -- null while muted: until somebody lifts it
        add column muted_until timestamptz,
        add column mute_reason text;
      update memberships m set joined_seq = coalesce((select max(e.seq) from events e
        where e.subject = m.account_id and e.stream = 'room:' || m.room_id and e.type = 'rooms.member-joined'), 0);
      create index memberships_muted on memberships (room_id) where muted_at is not null;

      alter table messages
        add column hidden_at timestamptz,
        add column hidden_by uuid,
        add column hide_reason text;
      -- slow mode asks when somebody last spoke in a room
      create index messages_author on messages (author_id, room_id, seq);

      -- what was said before this seq is gone: retention
      create table message_floors (
        room_id uuid primary key references rooms (id) on delete cascade,
        kept_from bigint not null
      );

      -- the one rule about how far back somebody may read; everything that reads messages asks it.
      -- Without a reader: what is the same for all.
      create function reads_from(in_room uuid, reader uuid) returns bigint stable language sql as $$
        select greatest(
          coalesce((select f.kept_from from message_floors f where f.room_id = in_room), 0),
          coalesce((select case
              when reader is null or r.memory->>'historyFrom' = 'beginning' then 0
              when r.kind <> 'direct' and exists (select from accounts a where a.id = reader and a.role <> 'member') then 0
              when m.state is distinct from 'member' then 9007199254740991
              when r.kind <> 'direct' and m.role in ('host', 'co-host', 'judge') then 0
              else m.joined_seq end
            from rooms r left join memberships m on m.room_id = r.id and m.account_id = reader where r.id = in_room), 0))
      $$;

      create table reports (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        message_id uuid not null references messages (id) on delete cascade,
        reporter_id uuid not null references accounts (id) on delete cascade,
        reason text not null check (reason in ('harassment', 'hate', 'spam', 'sexual', 'danger', 'other')),
        words text not null,
        opened_at timestamptz not null,
        outcome text check (outcome in ('hidden', 'muted', 'kept')),
        closed_at timestamptz
      );
      create unique index reports_open on reports (message_id, reporter_id) where outcome is null;
      create index reports_room on reports (room_id, opened_at desc);

      create table room_decisions (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        action text not null check (action in ('hidden', 'shown', 'muted', 'unmuted', 'kept')),
        message_id uuid references messages (id) on delete cascade,
        person_id uuid references accounts (id) on delete cascade,
        by_id uuid references accounts (id) on delete set null,
        reason text not null,
        until timestamptz,
        at timestamptz not null
      );
      create index room_decisions_room on room_decisions (room_id, at desc);

      create table room_exports (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        asked_at timestamptz not null,
        state text not null check (state in ('making', 'ready', 'failed')),
        bytes bigint,
        ready_at timestamptz,
        -- the file is taken away then
        until timestamptz
      );
      create unique index room_exports_one on room_exports (room_id, account_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table room_exports, room_decisions, reports;
      drop function reads_from;
      drop table message_floors;
      drop index messages_author;
      alter table messages drop column hidden_at, drop column hidden_by, drop column hide_reason;
      drop index memberships_muted;
      alter table memberships drop column joined_seq, drop column muted_at, drop column muted_until, drop column mute_reason;
      alter table rooms drop column memory;
      update rooms set locks = locks - 'announcements' - 'slowSeconds';
    `);
  }
}
