import { qualityOf, type Line } from './line-quality.js';
import { REACHES, type Reach } from './subscriptions.js';

/**
 * What is given up when the line does not carry everything, and when it is taken up again. Sound is never given up. Pure: the
 * time comes with each line, in milliseconds.
 */
export interface Stepping {
  /** Of the own camera: all layers, the smallest one, or nothing. */
  readonly send: 'all' | 'low' | 'none';
  readonly reach: Reach;
  /** Since when it has been so that `send` or `reach` would move, each way. */
  readonly since: Readonly<Partial<Record<Reason, number>>>;
  /** How long it must be good before more is tried; twice as long each time it was too early. */
  readonly patience: number;
}
type Reason = 'narrow' | 'thin' | 'wide' | 'lossy' | 'calm';

const GIVE_UP_MS = 5_000;
export const BACK_MS = 15_000;
const LONGEST_MS = 120_000;
const NARROW = 300_000;
export const THIN = 120_000;

export const unhurried: Stepping = { send: 'all', reach: 'all', since: {}, patience: BACK_MS };

/** One step after what the line was in the last second. `sending`: a camera is on, or would be. */
export function stepped(state: Stepping, line: Line, sending: boolean, at: number): Stepping {
  const { outgoing, loss } = line;
  const quality = qualityOf(line);
  const good = quality === 'good';
  const holds: Record<Reason, boolean> = {
    narrow: sending && outgoing !== null && outgoing < NARROW,
    thin: sending && outgoing !== null && outgoing < THIN,
    // Who sends little is not told how much more the line would carry: it is enough that nothing gets lost.
    wide: good && (state.send === 'none' || outgoing === null || outgoing >= THIN),
    lossy: loss >= 0.05 || quality === 'poor',
    calm: good,
  };
  const since: Partial<Record<Reason, number>> = {};
  for (const reason of Object.keys(holds) as Reason[]) if (holds[reason]) since[reason] = state.since[reason] ?? at;
  const lasted = (reason: Reason, ms: number) => at - (since[reason] ?? Infinity) >= ms;

  const again = (change: Partial<Stepping>, ...done: Reason[]): Stepping => {
    const left = Object.fromEntries(Object.entries(since).filter(([reason]) => !done.includes(reason as Reason)));
    return { ...state, ...change, since: left };
  };
  const later = Math.min(LONGEST_MS, state.patience * 2);
  if (state.send === 'all' && lasted('narrow', GIVE_UP_MS)) return again({ send: 'low' }, 'narrow', 'thin', 'wide');
  if (state.send === 'low' && lasted('thin', GIVE_UP_MS))
    return again({ send: 'none', patience: later }, 'thin', 'wide');
  if (state.send !== 'all' && lasted('wide', state.patience))
    return again({ send: state.send === 'none' ? 'low' : 'all' }, 'wide', 'narrow', 'thin');

  const place = REACHES.indexOf(state.reach);
  const less = REACHES[place + 1];
  const more = REACHES[place - 1];
  if (less && lasted('lossy', GIVE_UP_MS)) return again({ reach: less }, 'lossy', 'calm');
  if (more && lasted('calm', BACK_MS)) return again({ reach: more }, 'calm');
  // A line that has long been good is believed again.
  const patience = state.send === 'all' && lasted('wide', LONGEST_MS) ? BACK_MS : state.patience;
  return { ...state, since, patience };
}
