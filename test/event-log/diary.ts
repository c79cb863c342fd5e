import type { Projector } from '../../src/platform/event-log/event-log.types.js';
import { type LogNode, textOf } from './event-log-node.js';

/** Writes every text with its position; nothing in the table keeps it from being written twice. */
export const diary = (name: string, before: (text: string) => void = () => {}): Projector => ({
  kind: 'projector',
  name,
  types: ['chat.message-edited'],
  from: 'start',
  onFailure: 'skip',
  async apply({ sql }, events) {
    for (const event of events) {
      await sql.query(`insert into diary (listener, position, stream, text) values ($1, $2, $3, $4)`, [
        name,
        event.position,
        event.stream,
        textOf(event),
      ]);
      before(textOf(event));
    }
  },
  async reset(sql) {
    await sql.query(`delete from diary where listener = $1`, [name]);
  },
});
export const entries = async ({ sql }: LogNode, name: string): Promise<{ position: number; text: string }[]> =>
  sql.query(`select position, stream, text from diary where listener = $1 order by written`, [name]);
export const texts = async (node: LogNode, name: string, stream: string): Promise<string[]> =>
  (
    await node.sql.query<{ text: string }>(
      `select text from diary where listener = $1 and stream = $2 order by written`,
      [name, stream],
    )
  ).map(({ text }) => text);
