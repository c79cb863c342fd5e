import type { MessageRow, StoredRow, Tables } from './history.js';

type Ask = <T>(sql: string, params?: readonly unknown[]) => Promise<T[]>;

/** What the tables say of some rooms and people: read when nobody writes any more. */
export async function readTables(
  ask: Ask,
  { rooms: roomIds, people }: { rooms: readonly string[]; people: readonly string[] },
): Promise<Tables> {
  const names = [
    ...roomIds.flatMap((id) => [`room:${id}`, `room:${id}:staff`]),
    ...people.map((id) => `account:${id}`),
  ];
  const streams = await ask<Tables['streams'][number]>(
    'select id, epoch, seq::float8 as seq from streams where id = any($1::text[]) order by id',
    [names],
  );
  const events = await ask<StoredRow>(
    `select position::float8 as position, stream, seq::float8 as seq, type, subject, actor,
            extract(epoch from at)::float8 * 1000 as at, payload, erased_at is not null as erased
       from events where stream = any($1::text[]) order by position`,
    [names],
  );
  const messages = await ask<MessageRow>(
    `select id, room_id as "roomId", seq::float8 as seq, touched::float8 as touched, author_id as "authorId",
            client_id as "clientId", text, state from messages where room_id = any($1::uuid[]) order by room_id, seq`,
    [roomIds],
  );
  const reactions = await ask<Tables['reactions'][number]>(
    `select message_id as "messageId", account_id as "accountId", emoji from reactions
      where message_id in (select id from messages where room_id = any($1::uuid[])) order by 1, 3, 2`,
    [roomIds],
  );
  const memberships = await ask<Tables['memberships'][number]>(
    'select room_id as "roomId", account_id as "accountId", role, state from memberships where room_id = any($1::uuid[]) order by 1, 2',
    [roomIds],
  );
  const rooms = await ask<Tables['rooms'][number]>(
    'select id, member_count as "memberCount", touched::float8 as touched from rooms where id = any($1::uuid[]) order by id',
    [roomIds],
  );
  const readMarks = await ask<Tables['readMarks'][number]>(
    'select room_id as "roomId", account_id as "accountId", seq::float8 as seq from read_marks where room_id = any($1::uuid[]) order by 1, 2',
    [roomIds],
  );
  return { streams, events, messages, reactions, memberships, rooms, readMarks };
}
