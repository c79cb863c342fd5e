import type { MessageView } from '../../contract/chat.contract.js';
import type { Sql } from '../../platform/database/sql.js';
import { MESSAGE, MESSAGES } from './chat.repository.js';
import { messageViewOf, type MessageRow } from './chat.view.js';

/** A stretch of a room's stream: what came after one seq, up to another. */
export interface Between {
  readonly after: number;
  readonly upTo: number;
}
export interface Noted {
  /** Messages that ask, are pinned, or bring a file or an address, with the answers to those that ask; in order of seq. */
  noted: MessageView[];
  /** How many messages were said in all, threads included, and can be seen. */
  said: number;
}

const NOTED_MAX = 300;
const INSIDE = `m.room_id = $1 and m.seq > $2 and m.seq <= $3`;

/** What is worth telling of a stretch of a room. Asks nobody's rights. */
export async function notedBetween(sql: Sql, roomId: string, { after, upTo }: Between): Promise<Noted> {
  const rows = await sql.query<MessageRow>(
    `select ${MESSAGE} from ${MESSAGES} where ${INSIDE} and m.state = 'visible'
        and (m.asks or m.pin is not null or m.attachments <> '[]' or m.text ~ 'https?://')
      order by m.seq limit ${NOTED_MAX}`,
    [roomId, after, upTo],
  );
  const answerIds = rows.flatMap(({ answer_id }) => answer_id ?? []);
  const answers = await sql.query<MessageRow>(
    `select ${MESSAGE} from ${MESSAGES} where m.id = any($2::uuid[]) and m.room_id = $1 and m.state = 'visible'`,
    [roomId, answerIds],
  );
  const all = new Map([...rows, ...answers].map((row) => [row.id, row]));
  const [count] = await sql.query<{ count: number }>(
    `select count(*) from messages m where ${INSIDE} and m.state = 'visible'`,
    [roomId, after, upTo],
  );
  const noted = [...all.values()].sort((one, other) => one.seq - other.seq).map((row) => messageViewOf(row));
  return { noted, said: count?.count ?? 0 };
}

/** Messages of a stretch whose words nobody is to see any more. */
export async function unseenBetween(sql: Sql, roomId: string, { after, upTo }: Between): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(
    `select m.id from messages m where ${INSIDE} and m.state in ('hidden', 'held')`,
    [roomId, after, upTo],
  );
  return new Set(rows.map(({ id }) => id));
}
