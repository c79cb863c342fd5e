import type { Rule, Violation } from '../judge.js';
import { callsOf, fieldOf, headOf, Log, nameOf, textIn, wrong } from './facts.js';

/**
 * What the client's streams gave to each screen: from its snapshot on every event once, in order, without a hole, and in the end
 * all there are.
 */
export const followers: Rule = (evidence) => {
  const asked = new Map(callsOf(evidence).map((call) => [call.asked.call, call.asked]));
  /** `<tab> <stream>` → seq up to which the screen is. */
  const at = new Map<string, number>();
  const found: Violation[] = [];
  for (const entry of evidence.history.entries) {
    if (entry.what === 'snapshot') at.set(`${entry.tab} ${entry.stream}`, entry.head.seq);
    // Without a snapshot (a person's own stream) a resync begins anywhere.
    if (entry.what === 'closed' && entry.stream.startsWith('account:')) at.delete(`${entry.tab} ${entry.stream}`);
    if (entry.what === 'acknowledged' && fieldOf(entry.data, 'resync') === true) {
      const stream = textIn(asked.get(entry.call)?.input, 'stream') ?? '';
      if (stream.startsWith('account:')) at.delete(`${entry.tab} ${stream}`);
    }
    if (entry.what !== 'applied') continue;
    const place = `${entry.tab} ${entry.stream}`;
    for (const seq of entry.seqs) {
      const expected = (at.get(place) ?? seq - 1) + 1;
      if (seq < expected) found.push(wrong('duplicate', `${place} was given seq ${seq} twice.`));
      if (seq > expected) found.push(wrong('gap', `${place} was given seq ${seq} where ${expected} was due.`));
      at.set(place, seq);
    }
  }
  return [...found, ...missing(evidence, at)];
};

/** Who is on a room to the end has all of it. */
function missing(evidence: Parameters<Rule>[0], at: ReadonlyMap<string, number>): Violation[] {
  const log = new Log(evidence);
  return evidence.ends.screens.flatMap(({ person, tab, roomId, phase }) => {
    const stream = `room:${roomId}`;
    const [got, head] = [at.get(`${tab} ${stream}`) ?? 0, headOf(evidence, stream)];
    if (phase !== 'ready' || got === head) return [];
    const messages = log.of(stream).filter(({ seq, type }) => seq > got && type === 'chat.message-posted').length;
    const name = nameOf(evidence, person);
    return [
      wrong('loss', `${name} (${tab}) has ${stream} up to seq ${got} of ${head}: ${messages} messages are missing.`),
    ];
  });
}
