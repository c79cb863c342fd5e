import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Confirmed addresses, mailed links, personal access tokens, and mails that nobody would take. */
export class MailAndTokens1763800000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table accounts add column email_verified_at timestamptz;
      -- nobody reads the mail of demo people
      update accounts set email_verified_at = created_at where demo and email is not null;

      -- The secret of a link is derived from its row with a key of the installation: nothing here opens anything.
      create table mailed_links (
        id uuid primary key,
        account_id uuid not null references accounts (id) on delete cascade,
        purpose text not null check (purpose in ('verify', 'reset')),
        -- the address it was mailed to: with another one it is void
        email text not null,
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index mailed_links_account on mailed_links (account_id);
      create index mailed_links_expiry on mailed_links (expires_at);

      create table api_tokens (
        id uuid primary key,
        account_id uuid not null references accounts (id) on delete cascade,
        name text not null,
        hash bytea not null unique,
        scopes text[] not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        last_used_at timestamptz,
        ended_at timestamptz
      );
      create index api_tokens_account on api_tokens (account_id);
      create index api_tokens_expiry on api_tokens (expires_at) where ended_at is null;

      create table dead_letters (
        id uuid primary key,
        kind text not null,
        data jsonb not null,
        -- code of the error contract, and what the mail server answered
        reason text not null,
        answer int,
        at timestamptz not null
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table dead_letters;
      drop table api_tokens;
      drop table mailed_links;
      alter table accounts drop column email_verified_at;
    `);
  }
}
