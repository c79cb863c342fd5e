// What a big hub holds beside its messages: people, threads, notices, what is saved and reported, what administration did.
import { VECTOR } from './million.mjs';

const TAGS = 400;

/**
 * `people` who show themselves in the directory; in the largest room threads, pins, reports and files; a reader with a full
 * inbox and all that one may keep; a log of administration.
 */
export async function beside(hub, { people, room, reader, admin, writers }) {
  await hub.sql(
    `insert into accounts (id, kind, name, language, time_zone, age_band, about, created_at)
     select uuidv7(-n * interval '1 minute'), 'person', initcap(left(md5(n::text), 6)) || ' ' || initcap(left(md5((n * 7 % 9973)::text), 7)), 'es',
            (array['Europe/Madrid', 'America/Bogota', 'America/Mexico_City', 'Europe/London'])[1 + n % 4], '18-plus',
            'Me gusta ' || left(md5((n % 500)::text), 5), now() - n * interval '1 minute'
       from generate_series(1, $1::int) n`,
    [people],
  );
  await hub.sql(
    `insert into profiles (account_id, languages, country, skills, seeks, offers, visibility)
     select id, array['es', (array['en', 'fr', 'de', 'it'])[1 + n % 4]], (array['ES', 'CO', 'MX', 'AR', 'CL'])[1 + n % 5],
            array['arte ' || n % ${TAGS}, 'oficio ' || n % 37], array['busco ' || n % 211], array['doy ' || n % 113],
            case when n % 9 = 0 then '{"skills": "me", "country": "rooms-in-common"}'::jsonb else '{}' end
       from (select id, row_number() over () as n from accounts where age_band = '18-plus') a`,
  );
  await hub.sql(
    `insert into search_people (id, author_id, at, words) select id, id, created_at, ${VECTOR('name')} from accounts on conflict do nothing`,
  );
  await hub.sql(
    `insert into audit_log (id, at, actor, deed, about, about_id, details)
     select uuidv7(-n * interval '1 minute'), now() - n * interval '1 minute', $2, (array['people.banned', 'people.role-set', 'room.edited'])[1 + n % 3],
            'account', (select id from accounts where age_band = '18-plus' limit 1), '{}' from generate_series(1, $1::int) n`,
    [people, admin],
  );
  await inTheRoom(hub, room, writers);
  await ofTheReader(hub, room, reader);
}

/** Threads of five, questions of which half are answered, a hundred pins, reports that are closed but for some, files. */
async function inTheRoom(hub, room, writers) {
  await hub.sql(
    `with placed as (select id, (seq - 100) % 60 as place, (seq - 100) / 60 as block from messages where room_id = $1)
     update messages m set thread_id = root.id from placed p join placed root on root.block = p.block and root.place = 0
      where m.id = p.id and p.place between 1 and 5`,
    [room],
  );
  await hub.sql(
    `update messages r set reply_count = t.count, last_reply_at = t.at, repliers = t.who
       from (select thread_id, count(*) as count, max(posted_at) as at, (array_agg(distinct author_id))[1:3] as who
               from messages where thread_id is not null group by thread_id) t where r.id = t.thread_id`,
  );
  await hub.sql(
    `update messages m set answer_id = a.id from messages a where m.room_id = $1 and m.asks and a.room_id = $1 and a.seq = m.seq + 7 and m.seq % 2 = 0`,
    [room],
  );
  await hub.sql(
    `update messages set pin = 'pin', pin_seq = seq where id in (select id from messages where room_id = $1 and seq % 90 = 1 order by seq limit 100)`,
    [room],
  );
  await hub.sql(
    `insert into reports (id, room_id, message_id, reporter_id, reason, words, opened_at, outcome, closed_at)
     select uuidv7(posted_at - now()), room_id, id, $2, 'spam', 'No es de aquí', posted_at, case when seq % 500 > 5 then 'kept' end,
            case when seq % 500 > 5 then posted_at end from messages where room_id = $1 and seq % 3 = 0`,
    [room, writers[0].id],
  );
  await hub.sql(
    `with used as (select id, author_id, posted_at, seq from messages where room_id = $1 and seq % 5 = 2 and thread_id is null),
     filed as (
       insert into files (id, room_id, owner_id, name, kind, type, bytes, stored_at, used_by)
       select gen_random_uuid(), $1, author_id, 'apuntes ' || seq || '.pdf', 'pdf', 'application/pdf', 1000, posted_at, id from used returning *)
     insert into search_files (id, room_id, author_id, at, words)
     select id, room_id, owner_id, stored_at, ${VECTOR('name')} || array_to_tsvector(array['@r' || right(room_id::text, 12), '@a' || right(owner_id::text, 12), '@hfile']) from filed`,
    [room],
  );
}

/** Follows threads, has saved what one may save, and an inbox of three months. */
async function ofTheReader(hub, room, reader) {
  await hub.sql(
    `insert into thread_marks (thread_id, account_id, room_id, seq, following)
     select id, $2, room_id, 0, true from messages where room_id = $1 and reply_count > 0 order by seq desc limit 300`,
    [room, reader],
  );
  await hub.sql(
    `insert into saved_messages (id, account_id, message_id)
     select gen_random_uuid(), $2, id from messages where room_id = $1 and seq % 11 = 4 limit 1000`,
    [room, reader],
  );
  await hub.sql(
    `insert into notices (id, account_id, fact, kind, what, at, room_id, by_id, message_id, message_seq)
     select uuidv7(posted_at - now()), $2, 'mention:' || id, 'mention', 'mention', posted_at, room_id, author_id, id, seq
       from messages where room_id = $1 and seq % 7 = 3 limit 5000`,
    [room, reader],
  );
  await hub.sql(
    `insert into notices (id, account_id, fact, kind, what, at, room_id, by_id, message_id, message_seq)
     select uuidv7(m.posted_at - now()), p.id, 'mention:' || p.id || m.id, 'mention', 'mention', m.posted_at, m.room_id, m.author_id, m.id, m.seq
       from (select id from accounts where age_band = '18-plus' limit 20000) p,
            (select * from messages where room_id = $1 order by seq desc limit 10) m`,
    [room],
  );
}
