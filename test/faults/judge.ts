import { atTheEnd } from './judge/at-the-end.js';
import { deliveries } from './judge/deliveries.js';
import { followers } from './judge/followers.js';
import { listeners } from './judge/listeners.js';
import { rights } from './judge/rights.js';
import { sends } from './judge/sends.js';
import { snapshots } from './judge/snapshots.js';
import type { Evidence } from './history.js';

export type ViolationKind =
  /** Acknowledged and not in the table, or not received by somebody who followed through. */
  | 'loss'
  /** One key stored or delivered twice, one event applied twice. */
  | 'duplicate'
  /** A follower's order differs from the table's, or the author's own order was broken. */
  | 'order'
  /** Stored or received though nobody sent it, or though it was refused. */
  | 'phantom'
  /** Received by somebody whose role may not see it, or words that were deleted before they were asked for. */
  | 'privacy'
  /** Events are missing in what came, and no resync was said. */
  | 'gap'
  /** Followers, a fresh client and the table do not show the same. */
  | 'divergence'
  /** Calm, and still something waits or does not follow. */
  | 'stuck'
  /** The table contradicts itself. */
  | 'table';

export interface Violation {
  readonly kind: ViolationKind;
  /** One sentence with the ids that are needed to look it up in the history. */
  readonly sentence: string;
}

/** A rule looks at everything and says what is wrong; it never throws and changes nothing. */
export type Rule = (evidence: Evidence) => Violation[];

const rules: readonly Rule[] = [sends, deliveries, snapshots, followers, rights, atTheEnd, listeners];

/** Everything that was promised and not kept. Pure: a saved history gives the same again. */
export function judge(evidence: Evidence): Violation[] {
  return rules.flatMap((rule) => rule(evidence));
}

/** Kinds with how often, the most frequent first: for one line of a report. */
export function summary(violations: readonly Violation[]): string {
  const counts = [...Map.groupBy(violations, ({ kind }) => kind)].sort(([, a], [, b]) => b.length - a.length);
  return counts.map(([kind, found]) => `${kind} × ${found.length}`).join(', ');
}
