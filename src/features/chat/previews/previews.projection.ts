import type { EventPayload } from '../../../contract/realtime.contract.js';
import type { Sql } from '../../../platform/database/sql.js';
import type { InlineProjection, StoredEvent } from '../../../platform/event-log/event-log.types.js';
import { dropFiles, useFiles } from '../../../platform/uploads/files-in-use.js';

/** The column `previews` of messages, and the files of their pictures. What a person took away does not come back. */
export const previewsProjection: InlineProjection = {
  types: ['chat.previews-changed'],
  async apply(sql, events) {
    for (const event of events) if (event.type === 'chat.previews-changed') await put(sql, event);
  },
};

async function put(sql: Sql, { seq, at, actor, payload }: StoredEvent): Promise<void> {
  const { messageId, previews } = payload as EventPayload<'chat.previews-changed'>;
  const pictures = await sql.query<{ id: string }>(
    `select p -> 'picture' ->> 'id' as id from messages m, jsonb_array_elements(m.previews) p
      where m.id = $1 and p -> 'picture' ->> 'id' is not null`,
    [messageId],
  );
  await sql.query(
    `update messages m set previews = $2::jsonb, touched = greatest(m.touched, $3::bigint),
            previews_refused = case when $4 then m.previews_refused || array(
              select p ->> 'url' from jsonb_array_elements(m.previews) p where not p ->> 'url' = any($5::text[])) else m.previews_refused end
      where m.id = $1`,
    [messageId, JSON.stringify(previews), seq, actor !== null, previews.map(({ url }) => url)],
  );
  const shown = previews.flatMap(({ picture }) => picture?.id ?? []);
  await useFiles(
    sql,
    shown.map((id) => ({ id, by: messageId })),
  );
  await dropFiles(
    sql,
    pictures.map(({ id }) => id).filter((id) => !shown.includes(id)),
    at,
  );
}

/** Links of a message whose previews a person took away. */
export async function refusedOf(sql: Sql, messageId: string): Promise<string[]> {
  const [row] = await sql.query<{ previews_refused: string[] }>('select previews_refused from messages where id = $1', [
    messageId,
  ]);
  return row?.previews_refused ?? [];
}
