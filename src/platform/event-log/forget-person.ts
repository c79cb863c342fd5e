import type { Sql } from '../database/sql.js';

/** So many positions at once: a transaction stays short, however long the log is. */
const PORTION = 5_000;

interface Forgotten {
  readonly streams: string[];
  /** Null: the end of the log. */
  readonly position: number | null;
}

/**
 * Facts about other things carry the cards of people: who wrote, who was named, who did it. When an account goes, its name
 * and its face leave them, wherever in the payload they are. The versions of the payloads stay as they are.
 */
export async function forgetPerson(sql: Sql, person: { id: string; name: string }, after: number): Promise<Forgotten> {
  const rows = await sql.query<{ position: number; stream: string; payload: unknown }>(
    `select position, stream, payload from events
      where position > $1 and position <= $2 and payload::text like '%' || $3::text || '%' for update`,
    [after, after + PORTION, person.id],
  );
  const changed = rows.flatMap(({ position, stream, payload }) => {
    const text = JSON.stringify(payload, (_, value: unknown) =>
      isCardOf(value, person.id) ? bare(value, person) : value,
    );
    return text === JSON.stringify(payload) ? [] : [{ position, stream, text }];
  });
  await sql.query(
    `update events set payload = forgotten.payload from unnest($1::bigint[], $2::jsonb[]) as forgotten (position, payload)
      where events.position = forgotten.position`,
    [changed.map(({ position }) => position), changed.map(({ text }) => text)],
  );
  const [last] = await sql.query<{ position: number | null }>('select max(position) as position from events');
  const end = after + PORTION >= (last?.position ?? 0);
  return { streams: changed.map(({ stream }) => stream), position: end ? null : after + PORTION };
}

type Card = Record<string, unknown> & { id: string };
const isCardOf = (value: unknown, id: string): value is Card =>
  typeof value === 'object' && value !== null && 'id' in value && value.id === id && 'name' in value;

const bare = (card: Card, { name }: { name: string }): Card => ({
  ...card,
  name,
  ...('avatar' in card ? { avatar: null } : {}),
});
