import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ground floor: event log, accounts, rooms, chat. Nothing newer than PostgreSQL 15. */
export class LivingRoom1763800000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- event log ------------------------------------------------------------------------------------------------
      create table streams (
        id text primary key,
        epoch int not null default 1,
        seq bigint not null default 0,
        -- seq of the newest message, for "my other rooms moved"
        last_message_seq bigint not null default 0,
        created_at timestamptz not null default now()
      );
      create table events (
        position bigint generated always as identity primary key,
        stream text not null references streams (id) on delete cascade,
        seq bigint not null,
        type text not null,
        version int not null,
        subject uuid,
        actor uuid,
        at timestamptz not null,
        payload jsonb not null,
        is_message boolean not null default false,
        erased_at timestamptz,
        unique (stream, seq)
      );
      create index events_subject on events (subject) where subject is not null;
      -- idempotency: the key belongs to the command; kept 30 days
      create table command_keys (
        account uuid not null,
        key uuid not null,
        command text not null,
        input_hash bytea not null,
        -- { ok: true, data } or { ok: false, error }: final refusals are kept too
        result jsonb not null,
        at timestamptz not null,
        primary key (account, key)
      );
      create index command_keys_at on command_keys (at);
      create table listener_cursors (
        listener text primary key,
        position bigint not null,
        -- the first of the parked events, where the listener holds their streams
        held_by_event bigint,
        -- a rebuild reads again up to here, and appends no fact a second time
        replay_until bigint not null default 0,
        updated_at timestamptz not null default now()
      );
      create table parked_events (
        listener text not null,
        position bigint not null,
        attempts int not null,
        error text not null,
        parked_at timestamptz not null default now(),
        primary key (listener, position)
      );

      -- accounts -------------------------------------------------------------------------------------------------
      create table accounts (
        id uuid primary key,
        kind text not null check (kind in ('person', 'guest', 'bot')),
        name text not null,
        email text,
        password_hash text,
        about text not null default '',
        avatar text,
        language text not null,
        time_zone text not null,
        age_band text,
        terms_version text,
        terms_accepted_at timestamptz,
        role text not null default 'member' check (role in ('member', 'staff', 'admin')),
        mentor text not null default 'none' check (mentor in ('none', 'requested', 'granted')),
        mentor_why text,
        guest_of uuid,
        banned_at timestamptz,
        ban_reason text,
        demo boolean not null default false,
        created_at timestamptz not null
      );
      create unique index accounts_email on accounts (lower(email)) where email is not null;
      -- every visit of the first pages asks whether there is an admin and demo content
      create index accounts_admins on accounts (id) where role = 'admin';
      create index accounts_demo on accounts (id) where demo;
      create table sessions (
        id uuid primary key,
        account_id uuid not null references accounts (id) on delete cascade,
        refresh_hash bytea not null,
        -- the key before the last rotation: presented again after a short grace it is a theft
        previous_hash bytea,
        rotated_at timestamptz not null,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        agent text not null default '',
        address text
      );
      create index sessions_account on sessions (account_id) where ended_at is null;
      create table settings (
        key text primary key,
        value jsonb not null,
        changed_at timestamptz not null default now()
      );

      -- rooms ----------------------------------------------------------------------------------------------------
      create table rooms (
        id uuid primary key,
        kind text not null check (kind in ('cohort', 'study-group', 'competition', 'mentor-session', 'direct')),
        title text,
        about text not null default '',
        language text not null,
        visibility text not null check (visibility in ('public', 'unlisted', 'private')),
        state text not null default 'open' check (state in ('open', 'archived')),
        capacity int not null,
        locks jsonb not null,
        -- the two ids of a direct room, sorted: there is one room for two people
        direct_key text unique,
        member_count int not null default 0,
        created_by uuid not null references accounts (id),
        demo boolean not null default false,
        created_at timestamptz not null,
        archived_at timestamptz,
        touched bigint not null default 0
      );
      create index rooms_public on rooms (created_at desc) where visibility = 'public' and state = 'open';
      create table memberships (
        room_id uuid not null references rooms (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        role text not null check (role in ('host', 'co-host', 'judge', 'learner', 'spectator')),
        state text not null check (state in ('member', 'left', 'removed', 'banned')),
        -- the person's card as this room knows it: changes with an event of the room, so that a window read at seq B shows the names of B
        name text not null,
        kind text not null,
        avatar text,
        ban_reason text,
        joined_at timestamptz not null,
        ended_at timestamptz,
        touched bigint not null default 0,
        primary key (room_id, account_id)
      );
      create index memberships_account on memberships (account_id, state);
      create table invites (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        code text not null unique,
        role text not null,
        guests boolean not null,
        expires_at timestamptz not null,
        max_uses int,
        uses int not null default 0,
        revoked_at timestamptz,
        created_by uuid not null references accounts (id) on delete cascade,
        created_at timestamptz not null
      );
      create index invites_room on invites (room_id);
      create table meetings (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        form text not null check (form in ('drop-in', 'scheduled')),
        state text not null check (state in ('scheduled', 'waiting', 'live', 'ended', 'cancelled')),
        started_at timestamptz,
        -- since when nobody is there: five minutes later a drop-in meeting ends
        empty_since timestamptz,
        ended_at timestamptz
      );
      create unique index meetings_live on meetings (room_id) where state = 'live';
      create table visits (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        meeting_id uuid references meetings (id) on delete set null,
        started_at timestamptz not null,
        -- renewed by the node while the person is there: right after a kill -9 too
        seen_until timestamptz not null,
        ended_at timestamptz
      );
      create index visits_room on visits (room_id, started_at);
      create index visits_open on visits (room_id, account_id) where ended_at is null;

      -- chat -----------------------------------------------------------------------------------------------------
      create table messages (
        id uuid primary key,
        room_id uuid not null references rooms (id) on delete cascade,
        seq bigint not null,
        touched bigint not null,
        author_id uuid not null references accounts (id) on delete cascade,
        client_id uuid not null,
        reply_to uuid,
        text text,
        mentions uuid[] not null default '{}',
        lang text,
        state text not null default 'visible' check (state in ('visible', 'held', 'hidden', 'deleted')),
        posted_at timestamptz not null,
        edited_at timestamptz,
        deleted_at timestamptz,
        deleted_by uuid,
        erased_at timestamptz,
        generated boolean not null default false,
        unique (room_id, seq)
      );
      create index messages_to_erase on messages (deleted_at) where state = 'deleted' and erased_at is null;
      create index messages_mentions on messages using gin (mentions);
      create table message_versions (
        message_id uuid not null references messages (id) on delete cascade,
        version int not null,
        text text not null,
        at timestamptz not null,
        primary key (message_id, version)
      );
      create table reactions (
        message_id uuid not null references messages (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        emoji text not null,
        at timestamptz not null,
        primary key (message_id, emoji, account_id)
      );
      create table read_marks (
        room_id uuid not null references rooms (id) on delete cascade,
        account_id uuid not null references accounts (id) on delete cascade,
        seq bigint not null,
        at timestamptz not null,
        primary key (room_id, account_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table read_marks, reactions, message_versions, messages, visits, meetings, invites, memberships, rooms,
        settings, sessions, accounts, parked_events, listener_cursors, command_keys, events, streams;
    `);
  }
}
