import { Injectable } from '@nestjs/common';
import { DRAFTS_MAX, type DraftView, type SavedMessage } from '../../../contract/keeping.contract.js';
import type { Sql } from '../../../platform/database/sql.js';
import { ChatDatabase, COUNTS, MESSAGE, MESSAGES } from '../chat.repository.js';
import type { FoundMessage } from '../chat.view.js';

const DRAFT = `room_id as "roomId", thread_id as "threadId", text, reply_to as "replyTo", revision`;

export interface NewDraft extends Omit<DraftView, 'revision'> {
  readonly accountId: string;
  readonly writtenAt: Date;
}
export interface SavedRow {
  id: string;
  room: SavedMessage['room'];
  message: FoundMessage;
}

/** The rows of `drafts` and `saved_messages`. */
@Injectable()
export class KeepingRepository {
  constructor(private readonly database: ChatDatabase) {}

  /** Keeps it unless a later one is kept already; answers what is kept then. Null: there is no such thread in the room. */
  async keepDraft({ accountId, roomId, threadId, text, replyTo, writtenAt }: NewDraft): Promise<DraftView | null> {
    const [kept] = await this.sql.query<DraftView & { fresh: boolean }>(
      `insert into drafts as d (account_id, room_id, thread_id, text, reply_to, revision, written_at)
       select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::uuid, 1, $6::timestamptz
        where $3::uuid is null or exists (select 1 from messages where id = $3::uuid and room_id = $2::uuid)
       on conflict (account_id, room_id, thread_id) do update
          set text = excluded.text, reply_to = excluded.reply_to, revision = d.revision + 1, written_at = excluded.written_at
        where d.written_at <= excluded.written_at
       returning ${DRAFT}, xmax = 0 as fresh`,
      [accountId, roomId, threadId, text, replyTo, writtenAt],
    );
    if (kept?.fresh) await this.forgetOldest(accountId);
    if (kept) return draftOf(kept);
    const [later] = await this.sql.query<DraftView>(
      `select ${DRAFT} from drafts where account_id = $1 and room_id = $2 and thread_id is not distinct from $3::uuid`,
      [accountId, roomId, threadId],
    );
    return later ?? null;
  }

  /** Those with something in them, of rooms where one still is. */
  async drafts(accountId: string): Promise<DraftView[]> {
    return this.sql.query<DraftView>(
      `select ${DRAFT} from drafts d
        where d.account_id = $1 and (d.text <> '' or d.reply_to is not null)
          and exists (select 1 from memberships m where m.room_id = d.room_id and m.account_id = $1 and m.state = 'member')
        order by d.written_at desc`,
      [accountId],
    );
  }

  /** False: there are so many already. A message that is not visible, or not of that room, is not found. */
  async save(saved: { id: string; accountId: string; roomId: string; messageId: string; most: number }) {
    const { id, accountId, roomId, messageId, most } = saved;
    const [found] = await this.sql.query<{ known: boolean; full: boolean }>(
      `select exists (select 1 from saved_messages where account_id = $2 and message_id = m.id) as known,
              (select count(*) from saved_messages where account_id = $2) >= $3 as full
         from messages m where m.id = $1 and m.room_id = $4 and m.state = 'visible' and m.seq >= reads_from($4, $2)`,
      [messageId, accountId, most, roomId],
    );
    if (!found) return 'gone' as const;
    if (found.known) return 'saved' as const;
    if (found.full) return 'full' as const;
    await this.sql.query(
      `insert into saved_messages (id, account_id, message_id)
       select $1::uuid, $2::uuid, id from messages where id = $3 on conflict (account_id, message_id) do nothing`,
      [id, accountId, messageId],
    );
    return 'saved' as const;
  }

  async giveBack(accountId: string, messageId: string): Promise<void> {
    await this.sql.query('delete from saved_messages where account_id = $1 and message_id = $2', [
      accountId,
      messageId,
    ]);
  }

  async savedIds(accountId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'select message_id as id from saved_messages where account_id = $1',
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  /** The latest first; only what is visible. Whose rooms the viewer may read is asked afterwards. */
  async saved(accountId: string, before: string | null, limit: number): Promise<SavedRow[]> {
    return this.sql.query<SavedRow>(
      `select s.id, json_build_object('id', r.id, 'kind', r.kind, 'title', r.title, 'others', others_in(r.id, $1)) as room,
              (select to_json(x) from (select ${MESSAGE}, ${COUNTS} from ${MESSAGES} where m.id = s.message_id) x) as message
         from saved_messages s join messages v on v.id = s.message_id and v.state = 'visible'
         join rooms r on r.id = v.room_id
        where s.account_id = $1 and ($2::uuid is null or s.id < $2::uuid) and v.seq >= reads_from(v.room_id, $1)
        order by s.id desc limit $3`,
      [accountId, before, limit],
    );
  }

  private async forgetOldest(accountId: string): Promise<void> {
    await this.sql.query(
      'delete from drafts where ctid = any(array(select ctid from drafts where account_id = $1 order by written_at desc offset $2))',
      [accountId, DRAFTS_MAX],
    );
  }

  private get sql(): Sql {
    return this.database.sql;
  }
}

const draftOf = ({ roomId, threadId, text, replyTo, revision }: DraftView): DraftView => ({
  roomId,
  threadId,
  text,
  replyTo,
  revision,
});

/** What is erased for good is kept by nobody. */
export async function forgetErased(sql: Sql, messageIds: readonly string[]): Promise<void> {
  await sql.query('delete from saved_messages where message_id = any($1::uuid[])', [messageIds]);
}
