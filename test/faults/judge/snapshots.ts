import type { Rule } from '../judge.js';
import { Log, wrong } from './facts.js';

/**
 * What a window loaded is of the moment its head says: nothing newer, and no message of that stretch missing. (Who opens a room at
 * the very end reads it page by page after the snapshot: that is compared with the table.)
 */
export const snapshots: Rule = (evidence) => {
  const log = new Log(evidence);
  return evidence.history.entries.flatMap((entry) => {
    if (entry.what !== 'snapshot' || entry.tab.endsWith('.fresh')) return [];
    const { tab, stream, head, messages } = entry;
    const what = `${tab} loaded ${stream} at seq ${head.seq}`;
    const newer = messages.filter(({ seq, touched }) => Math.max(seq, touched) > head.seq);
    const shown = new Set(messages.map(({ id }) => id));
    const oldest = messages[0]?.seq ?? 0;
    const missing = log
      .of(stream)
      .filter(({ seq, type }) => type === 'chat.message-posted' && seq >= oldest && seq <= head.seq)
      .filter(({ subject }) => subject !== null && !shown.has(subject));
    return [
      ...newer.map(({ id, touched }) =>
        wrong('divergence', `${what}, with the message ${id} as it was at seq ${touched}.`),
      ),
      ...missing.map(({ subject, seq }) =>
        wrong('divergence', `${what}, without the message ${subject} of seq ${seq}.`),
      ),
    ];
  });
};
