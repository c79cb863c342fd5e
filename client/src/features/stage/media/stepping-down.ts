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
  /** More was tried last at, of each; giving up soon after it means that it was too early. */
  readonly tried: Readonly<Record<Way, number>>;
  /** How long it must be good before more is tried; twice as long each time it was too early. */
  readonly patience: Readonly<Record<Way, number>>;
}
type Way = 'send' | 'reach';
type Reason = 'sending' | 'narrow' | 'thin' | 'wide' | 'lossy' | 'starved' | 'calm';

const GIVE_UP_MS = 5_000;
export const BACK_MS = 15_000;
const LONGEST_MS = 120_000;
/** A browser that begins to send more finds out what the line carries by sending more and more: until then it says too little. */
const FINDING_OUT_MS = 8_000;
const TOO_EARLY_MS = 30_000;
const NARROW = 300_000;
export const THIN = 120_000;
/**
 * One full packet (1,200 bytes) takes 32 ms over a line of 300 kbit/s: one that answers sooner and loses nothing is no narrow one,
 * whatever the browser guesses. A starved processor misleads it, and so do few small pictures that come in bursts.
 */
const QUICK_MS = 15;

export const unhurried: Stepping = {
  ...{ send: 'all', reach: 'all', since: {} },
  tried: { send: -Infinity, reach: -Infinity },
  patience: { send: BACK_MS, reach: BACK_MS },
};

/** One step after what the line was in the last second. `sending`: a camera is on, or would be. */
export function stepped(state: Stepping, line: Line, sending: boolean, at: number): Stepping {
  const { lossIn, starved, rtt } = line;
  const good = qualityOf(line) === 'good';
  const outgoing = good && rtt !== null && rtt < QUICK_MS ? null : line.outgoing;
  const found = at - (state.since.sending ?? at) >= FINDING_OUT_MS && at - state.tried.send >= FINDING_OUT_MS;
  const holds: Record<Reason, boolean> = {
    sending,
    narrow: found && outgoing !== null && outgoing < NARROW,
    thin: found && outgoing !== null && outgoing < THIN,
    // Who sends little is not told how much more the line would carry: it is enough that nothing gets lost.
    wide: good && (state.send === 'none' || outgoing === null || outgoing >= THIN),
    // What gets lost on the way out is no reason to receive less.
    lossy: lossIn >= 0.05 || qualityOf({ ...line, lossOut: 0 }) === 'poor',
    starved,
    calm: good && !starved,
  };
  const since: Partial<Record<Reason, number>> = {};
  for (const reason of Object.keys(holds) as Reason[]) if (holds[reason]) since[reason] = state.since[reason] ?? at;
  const lasted = (reason: Reason, ms: number) => at - (since[reason] ?? Infinity) >= ms;
  const step = (change: Pick<Stepping, 'send'> | Pick<Stepping, 'reach'>, way: Way, done: Reason[], more: boolean) => {
    const left = Object.fromEntries(Object.entries(since).filter(([reason]) => !done.includes(reason as Reason)));
    const late = Math.min(LONGEST_MS, state.patience[way] * 2);
    const wait = more ? state.patience[way] : at - state.tried[way] < TOO_EARLY_MS ? late : state.patience[way];
    const tried = { ...state.tried, ...(more ? { [way]: at } : {}) };
    return { ...state, ...change, since: left, tried, patience: { ...state.patience, [way]: wait } };
  };

  const out: Reason[] = ['narrow', 'thin', 'wide'];
  if (state.send === 'all' && lasted('narrow', GIVE_UP_MS)) return step({ send: 'low' }, 'send', out, false);
  if (state.send === 'low' && lasted('thin', GIVE_UP_MS)) return step({ send: 'none' }, 'send', out, false);
  if (state.send !== 'all' && lasted('wide', state.patience.send))
    return step({ send: state.send === 'none' ? 'low' : 'all' }, 'send', out, true);

  const inwards: Reason[] = ['lossy', 'starved', 'calm'];
  const place = REACHES.indexOf(state.reach);
  const less = REACHES[place + 1];
  const more = REACHES[place - 1];
  // Where nothing comes at all, waiting for a little less of it would only be a picture that stands still.
  if (less && lasted('starved', GIVE_UP_MS)) return step({ reach: 'sound' }, 'reach', inwards, false);
  if (less && lasted('lossy', GIVE_UP_MS)) return step({ reach: less }, 'reach', inwards, false);
  if (more && lasted('calm', state.patience.reach)) return step({ reach: more }, 'reach', inwards, true);
  // A line that has long been good is believed again.
  const calm = (way: Way, whole: boolean, reason: Reason) =>
    whole && lasted(reason, LONGEST_MS) ? BACK_MS : state.patience[way];
  const patience = {
    send: calm('send', state.send === 'all', 'wide'),
    reach: calm('reach', state.reach === 'all', 'calm'),
  };
  return { ...state, since, patience };
}
