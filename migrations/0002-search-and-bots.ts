import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Search in which accents and case do not count, without an extension; and what a bot can never have, whoever writes the row. */
export class SearchAndBots1763800000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Plain ASCII is most of what is searched, and as fast this way as it was with ilike.
      create function plain_words(words text) returns text language sql immutable parallel safe
        return case when octet_length(words) = length(words) then lower(words)
                    else lower(regexp_replace(normalize(words, NFKD), '[\\u0300-\\u036f]', '', 'g')) end;
      -- No pattern, so nothing in the words is a wildcard.
      create function contains_words(said text, words text) returns boolean language sql immutable parallel safe
        return strpos(plain_words(said), plain_words(words)) > 0;
      -- Descriptions are long and searched through all public rooms: made plain when they are written, not when somebody looks.
      alter table rooms add column words text not null
        generated always as (plain_words(coalesce(title, '') || chr(10) || about)) stored;

      alter table accounts add constraint accounts_bots check (kind <> 'bot' or (
        email is null and password_hash is null and role = 'member' and mentor = 'none' and guest_of is null));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table accounts drop constraint accounts_bots;
      alter table rooms drop column words;
      drop function contains_words(text, text);
      drop function plain_words(text);
    `);
  }
}
