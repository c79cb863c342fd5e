import type { Sql } from '../database/sql.js';

/** What happens to files with what shows them (a message, a material): for the transaction in which that changes. */
export async function useFiles(sql: Sql, uses: readonly { id: string; by: string }[]): Promise<void> {
  if (uses.length === 0) return;
  await sql.query(
    `update files f set used_by = u.by from jsonb_to_recordset($1::jsonb) as u (id uuid, by uuid)
      where f.id = u.id and f.used_by is null and f.erased_at is null`,
    [JSON.stringify(uses)],
  );
}

/** Into another room, where something else shows them. What showed them before does so as long as it is there, and no longer decides. */
export async function takeFiles(sql: Sql, roomId: string, uses: readonly { id: string; by: string }[]): Promise<void> {
  if (uses.length === 0) return;
  await sql.query(
    `update files f set room_id = $2, used_by = u.by from jsonb_to_recordset($1::jsonb) as u (id uuid, by uuid)
      where f.id = u.id and f.erased_at is null`,
    [JSON.stringify(uses), roomId],
  );
}

/** While what shows them is deleted and may come back, nobody gets them. */
export async function hideFiles(sql: Sql, users: readonly string[], hidden: boolean): Promise<void> {
  if (users.length === 0) return;
  await sql.query('update files set hidden = $2 where used_by = any($1::uuid[]) and hidden <> $2', [users, hidden]);
}

/** Some of them no longer, while the rest of what shows them stays. */
export async function dropFiles(sql: Sql, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(`update files set erased_at = $2, name = '' where id = any($1::uuid[]) and erased_at is null`, [
    ids,
    at,
  ]);
}

/** For good: from now on nobody gets them, and the next sweep takes their bytes. */
export async function eraseFiles(sql: Sql, users: readonly string[], at: Date): Promise<void> {
  await sql.query(`update files set erased_at = $2, name = '' where used_by = any($1::uuid[]) and erased_at is null`, [
    users,
    at,
  ]);
}
