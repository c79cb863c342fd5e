import { DataSource, type EntityManager } from 'typeorm';

/** Plain SQL with `$1` parameters, on a pool (each query alone) or inside a transaction. */
export interface Sql {
  query<T>(text: string, params?: readonly unknown[]): Promise<T[]>;
}

/** `RETURNING` rows of UPDATE and DELETE come as rows too, as with SELECT. */
export function sqlOf(source: EntityManager | DataSource): Sql {
  return {
    async query<T>(text: string, params: readonly unknown[] = []): Promise<T[]> {
      const result: unknown = await source.query(text, [...params]);
      return rowsOf<T>(result);
    },
  };
}

// TypeORM answers UPDATE and DELETE with [rows, count] instead of rows.
function rowsOf<T>(result: unknown): T[] {
  if (!Array.isArray(result)) return [];
  const [rows, count] = result as unknown[];
  if (result.length === 2 && Array.isArray(rows) && typeof count === 'number') return rows as T[];
  return result as T[];
}
