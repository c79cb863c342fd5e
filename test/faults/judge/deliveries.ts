import type { Entry } from '../history.js';
import type { Rule, Violation } from '../judge.js';
import { callsOf, Log, numberIn, same, textIn, fieldOf, wrong, type Call, type EntryOf } from './facts.js';

/** One following as the wire shows it. */
interface Wire {
  /** seq of the last event that came; null where it may begin anywhere. */
  at: number | null;
  /**
   * It was asked to begin anew after this seq (null: anywhere). Until the first frame behind the answer what comes may belong to
   * the former following or to the new one: whoever waits for the answer hears of it a moment later than of frames.
   */
  anew?: { call: number; after: number | null; answered: boolean };
}

/**
 * What the sockets brought, against the table: only what is stored, and within one following each event once, in the order of seq,
 * without a hole.
 */
export const deliveries: Rule = (evidence) => {
  const log = new Log(evidence);
  const calls = new Map(callsOf(evidence).map((call) => [call.asked.call, call]));
  const tabs = Map.groupBy(evidence.history.entries, ({ tab }) => tab);
  return [...tabs.values()].flatMap((entries) => {
    const wires = new Map<string, Wire>();
    return entries.flatMap((entry) => {
      follow(wires, entry, calls);
      if (entry.what !== 'frame') return [];
      return [...strangers(entry, log), ...order(entry, wires)];
    });
  });
};

/** What openings and closings do to the followings of a tab. */
function follow(wires: Map<string, Wire>, entry: Entry, calls: ReadonlyMap<number, Call>): void {
  if (entry.what === 'online') {
    wires.clear();
    // The hub opens a person's own stream by itself.
    wires.set(`account:${entry.person}`, { at: null });
  }
  if (entry.what === 'closed') wires.delete(entry.stream);
  if (entry.what === 'asked' && entry.command === 'stream:open') {
    const stream = textIn(entry.input, 'stream') ?? '';
    const after = numberIn(fieldOf(entry.input, 'after'), 'seq') ?? null;
    const former = wires.get(stream);
    wires.set(stream, { at: former ? former.at : after, anew: { call: entry.call, after, answered: false } });
  }
  if (entry.what === 'acknowledged') answered(wires, entry, calls.get(entry.call));
}

function answered(wires: Map<string, Wire>, entry: EntryOf<'acknowledged'>, call: Call | undefined): void {
  if (call?.asked.command !== 'stream:open') return;
  const wire = wires.get(textIn(call.asked.input, 'stream') ?? '');
  if (wire?.anew?.call !== entry.call) return;
  const { after } = wire.anew;
  const head = numberIn(fieldOf(entry.data, 'head'), 'seq') ?? 0;
  wire.anew.answered = true;
  if (after === null || fieldOf(entry.data, 'resync') === true) {
    wire.at = Math.max(wire.at ?? head, head);
    delete wire.anew;
  } else wire.at = Math.max(wire.at ?? after, after);
}

function order({ stream, events, tab }: EntryOf<'frame'>, wires: Map<string, Wire>): Violation[] {
  const first = events[0]?.seq ?? 0;
  const wire = wires.get(stream);
  if (!wire) return [wrong('privacy', `${tab} got events of ${stream} from seq ${first} and had not opened it.`)];
  const { anew } = wire;
  if (anew && (anew.after === null || first === anew.after + 1)) wire.at = first - 1;
  if (anew?.answered) delete wire.anew;
  const found: Violation[] = [];
  for (const { seq } of events) {
    const expected: number = wire.at === null ? seq : wire.at + 1;
    if (seq < expected) found.push(wrong('duplicate', `${tab} got seq ${seq} of ${stream} again.`));
    if (seq > expected)
      found.push(wrong('gap', `${tab} got seq ${seq} of ${stream} where ${expected} was due, without a resync.`));
    wire.at = seq;
  }
  return found;
}

function strangers({ stream, events, tab }: EntryOf<'frame'>, log: Log): Violation[] {
  return events.flatMap((event) => {
    const stored = log.at(stream, event.seq);
    const what = `${tab} got seq ${event.seq} of ${stream} (${event.type})`;
    if (!stored) return [wrong('phantom', `${what}, which is not in the table.`)];
    if (stored.type !== event.type || stored.subject !== event.subject || stored.actor !== event.actor)
      return [wrong('order', `${what}, where the table has ${stored.type} about ${stored.subject}.`)];
    return stored.erased || same(stored.payload, event.payload)
      ? []
      : [wrong('phantom', `${what} with another content than the table’s.`)];
  });
}
