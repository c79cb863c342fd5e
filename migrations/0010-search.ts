import type { MigrationInterface, QueryRunner } from 'typeorm';

const GROUPS = ['people', 'rooms', 'messages', 'files'];

/**
 * The index of the search where PostgreSQL is the engine. Everything in it can be made anew from the rows it is about, and
 * goes with them. No extension but pg_trgm, which comes with every PostgreSQL.
 */
export class Search1763800000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists pg_trgm;
      -- Nothing but words: signs between them are spaces, so that an address or a path is found by any of its words.
      create function search_plain(said text) returns text language sql immutable parallel safe
        return regexp_replace(plain_words(said), '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f¡¿«»“”‘’…·–—]+', ' ', 'g');

      -- Which words there are, for those who mistype them. Words that no document has any more are not here either.
      create table search_words (
        word text primary key,
        uses int not null
      ) with (fillfactor = 70);
      create index search_words_like on search_words using gin (word gin_trgm_ops);

      -- Counts the words of documents that come, change and go, whoever takes them away. A word as it was written has a
      -- place in its document; stems and marks have none.
      create function count_search_words() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          insert into search_words as w (word, uses)
            select lexeme, count(*) from came, unnest(came.words) where positions is not null and lexeme ~ '^[^0-9]{4,24}$'
             group by lexeme order by lexeme
            on conflict (word) do update set uses = w.uses + excluded.uses;
        elsif tg_op = 'UPDATE' then
          with moved as materialized (
            select lexeme as word, sum(one) as uses from (
              select lexeme, 1 as one from came, unnest(came.words) where positions is not null and lexeme ~ '^[^0-9]{4,24}$'
              union all
              select lexeme, -1 from gone, unnest(gone.words) where positions is not null and lexeme ~ '^[^0-9]{4,24}$') both_
             group by lexeme having sum(one) <> 0)
          insert into search_words as w (word, uses) select word, uses from moved order by word
            on conflict (word) do update set uses = w.uses + excluded.uses;
        else
          insert into search_words as w (word, uses)
            select lexeme, -count(*) from gone, unnest(gone.words) where positions is not null and lexeme ~ '^[^0-9]{4,24}$'
             group by lexeme order by lexeme
            on conflict (word) do update set uses = w.uses + excluded.uses;
        end if;
        if tg_op <> 'INSERT' then
          delete from search_words w using (select distinct lexeme from gone, unnest(gone.words)) lost
           where w.word = lost.lexeme and w.uses <= 0;
        end if;
        return null;
      end $$;
    `);
    for (const group of GROUPS)
      await runner.query(`
        create table search_${group} (
          id uuid primary key,
          room_id uuid references rooms (id) on delete cascade,
          author_id uuid references accounts (id) on delete cascade,
          at timestamptz not null,
          words tsvector not null
        );
        create index search_${group}_words on search_${group} using gin (words) with (gin_pending_list_limit = 1024);
        create index search_${group}_latest on search_${group} (at desc, id desc);
        create index search_${group}_room on search_${group} (room_id, at desc, id desc);
        create trigger search_${group}_came after insert on search_${group} referencing new table as came
          for each statement execute function count_search_words();
        create trigger search_${group}_changed after update on search_${group} referencing old table as gone new table as came
          for each statement execute function count_search_words();
        create trigger search_${group}_gone after delete on search_${group} referencing old table as gone
          for each statement execute function count_search_words();
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table ${GROUPS.map((group) => `search_${group}`).join(', ')}, search_words;
      drop function count_search_words();
      drop function search_plain(text);
      drop extension pg_trgm;
    `);
  }
}
