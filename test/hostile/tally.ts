const PROBLEMS_KEPT = 40;

/** What was sent and what came of it. */
export class Tally {
  /** Hostile frames that the hub has read: it answered the ping behind them, or ended the connection (then one of them counts). */
  frames = 0;
  sessions = 0;
  endedByHub = 0;
  handshakes = 0;
  /** Acknowledgements that were owed and came. */
  answers = 0;
  problemCount = 0;
  readonly problems: string[] = [];
  /** By kind of frame or handshake. */
  readonly sent = new Map<string, number>();
  /** Codes of the answers on sockets, statuses of those to handshakes. */
  readonly outcomes = new Map<string, number>();

  problem(what: string): void {
    this.problemCount += 1;
    if (this.problems.length < PROBLEMS_KEPT) this.problems.push(what);
  }

  count(counts: Map<string, number>, name: string, by = 1): void {
    counts.set(name, (counts.get(name) ?? 0) + by);
  }
}

export const table = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count.toLocaleString('en')}`)
    .join(' · ');
