import type { Clock } from '../clock/clock.js';
import type { Sql } from '../database/sql.js';

const LONGEST_PAUSE_MS = 50;

/**
 * Positions are given out before their transactions commit, and those finish in any order: a reader that simply went on from the
 * last position it saw would skip the slower ones. `safe` is a position below which nothing can appear any more.
 */
export class SafePosition {
  #safe = 0;
  #closed = false;
  #underWay: Promise<unknown> = Promise.resolve();
  #next: Promise<number> | undefined;

  constructor(
    private readonly ask: () => Sql,
    private readonly clock: Clock,
  ) {}

  /** The last position given out, decided or not. */
  async last(): Promise<number> {
    const [row] = await this.ask().query<{ last: number }>(
      `select coalesce(pg_sequence_last_value(pg_get_serial_sequence('events', 'position')::regclass), 0) as last`,
    );
    return row?.last ?? 0;
  }

  /** A safe position that is not older than this call; calls that come while one is measured share the next. */
  async advance(): Promise<number> {
    this.#next ??= this.#underWay.then(() => {
      const measured = this.measure();
      this.#underWay = measured.catch(() => undefined);
      this.#next = undefined;
      return measured;
    });
    return this.#next;
  }

  close(): void {
    this.#closed = true;
  }

  /**
   * Every writer holds a transaction id before it is given a position, because it locks stream rows first. So whoever was given one
   * up to `last` has an id below `mark`, which is taken after; when no transaction below `mark` runs any more, all of them are decided.
   */
  private async measure(): Promise<number> {
    const last = await this.last();
    if (last === this.#safe) return last;
    // A statement of its own, hence a transaction of its own.
    const [row] = await this.ask().query<{ mark: string }>(`select pg_current_xact_id()::text as mark`);
    for (let pause = 2; !(await this.decided(row?.mark ?? '')); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      if (this.#closed) return this.#safe;
      await this.clock.sleep(pause);
    }
    return (this.#safe = last);
  }

  private async decided(mark: string): Promise<boolean> {
    const [row] = await this.ask().query<{ decided: boolean }>(
      `select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as decided`,
      [mark],
    );
    return row?.decided ?? false;
  }
}
