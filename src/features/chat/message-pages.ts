import { MESSAGES_PAGE, type MessagesPage } from '../../contract/chat.contract.js';
import type { Sql } from '../../platform/database/sql.js';
import { countsOf, type ChatRepository } from './chat.repository.js';
import { messageViewOf, type MessageRow } from './chat.view.js';

/** At most one of the three; none of them is the end of the room. */
export interface PageQuery {
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
  limit: number;
}
export type SharedPage = Pick<MessagesPage, 'messages' | 'quoted' | 'hasOlder' | 'hasNewer'>;

const END = Number.MAX_SAFE_INTEGER;

/** What every viewer of a page sees alike. `sql` belongs to the transaction that also read the head. */
export async function readPage(
  sql: Sql,
  repository: ChatRepository,
  roomId: string,
  query: PageQuery = { limit: MESSAGES_PAGE },
): Promise<SharedPage> {
  const { rows, hasOlder, hasNewer } = await readRows(sql, repository, roomId, query);
  const ids = new Set(rows.map((row) => row.id));
  const answered = rows.flatMap(({ reply_to }) => (reply_to !== null && !ids.has(reply_to) ? [reply_to] : []));
  const quoted = (await repository.byIds(sql, [...new Set(answered)])).filter((row) => row.room_id === roomId);
  const counts = await repository.reactionCounts(
    sql,
    [...rows, ...quoted].map((row) => row.id),
  );
  const view = (row: MessageRow) => messageViewOf(row, countsOf(counts, row.id));
  return { messages: rows.map(view), quoted: quoted.sort((a, b) => a.seq - b.seq).map(view), hasOlder, hasNewer };
}

interface Stretch {
  rows: MessageRow[];
  hasOlder: boolean;
  hasNewer: boolean;
}

/** One row more than asked for tells whether there are others on that side. */
async function readRows(
  sql: Sql,
  repository: ChatRepository,
  roomId: string,
  { before, after, around, limit }: PageQuery,
): Promise<Stretch> {
  const older = async (seq: number, count: number) => {
    const found = await repository.before(sql, roomId, seq, count + 1);
    return { rows: found.slice(Math.max(0, found.length - count)), more: found.length > count };
  };
  const newer = async (seq: number, count: number) => {
    const found = await repository.after(sql, roomId, seq, count + 1);
    return { rows: found.slice(0, count), more: found.length > count };
  };
  if (after !== undefined) {
    const { rows, more } = await newer(after, limit);
    const [behind] = await repository.before(sql, roomId, after + 1, 1);
    return { rows, hasOlder: behind !== undefined, hasNewer: more };
  }
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    const front = await older(around, half);
    const back = await newer(around - 1, limit - half);
    return { rows: [...front.rows, ...back.rows], hasOlder: front.more, hasNewer: back.more };
  }
  const { rows, more } = await older(before ?? END, limit);
  const [ahead] = before === undefined ? [] : await repository.after(sql, roomId, before - 1, 1);
  return { rows, hasOlder: more, hasNewer: ahead !== undefined };
}
