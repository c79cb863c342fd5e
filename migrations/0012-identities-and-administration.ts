import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts of elsewhere that open an account of here, and what administration has decided. */
export class IdentitiesAndAdministration1763800000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identities (
        id uuid primary key,
        account_id uuid not null references accounts (id) on delete cascade,
        -- who somebody is elsewhere: the provider and its name for them, which never changes hands there
        issuer text not null,
        subject text not null,
        -- what its owner recognises it by
        label text not null,
        linked_at timestamptz not null,
        last_used_at timestamptz,
        unique (issuer, subject)
      );
      create index identities_account on identities (account_id);

      -- No names: whoever is renamed is shown so, and who is gone is gone from here too.
      create table audit_log (
        id uuid primary key,
        at timestamptz not null,
        -- null: the hub itself, or the command line
        actor uuid,
        deed text not null,
        -- whom or what it was done to: an account, a room
        about text check (about in ('account', 'room')),
        about_id uuid,
        details jsonb not null
      );
      create index audit_log_actor on audit_log (actor, id);
      create index audit_log_about on audit_log (about_id, id);
      create index audit_log_deed on audit_log (deed, id);
      create index audit_log_at on audit_log (at);

      -- Nothing in it is ever changed, and nothing goes before its two years.
      create function keep_audit_log() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and old.at < now() - interval '2 years' then return old; end if;
        raise exception 'the audit log is only added to';
      end $$;
      create trigger audit_log_kept before update or delete on audit_log for each row execute function keep_audit_log();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table audit_log;
      drop function keep_audit_log;
      drop table identities;
    `);
  }
}
