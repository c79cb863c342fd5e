import type { Evidence } from '../history.js';
import type { Rule, Violation } from '../judge.js';
import { nameOf, textIn, wrong, type EntryOf } from './facts.js';
import { deletionsOf, Memberships, type Deletion } from './memberships.js';

/** Sign-out silences live sockets within so long. */
const SILENT_MS = 1_000;

/** Nobody received what their role may not see, nobody after their own removal or sign-out, nobody what was deleted before they asked. */
export const rights: Rule = (evidence) => [
  ...foreignStreams(evidence),
  ...afterSignOut(evidence),
  ...deletedWords(evidence, deletionsOf(evidence)),
];

function foreignStreams(evidence: Evidence): Violation[] {
  const { history } = evidence;
  const rooms = new Map(history.rooms.map(({ id }) => [id, new Memberships(evidence, id)]));
  const open = new Set(history.rooms.filter(({ visibility }) => visibility === 'public').map(({ id }) => id));
  return history.entries.flatMap((entry) => {
    if (entry.what !== 'frame' && entry.what !== 'snapshot' && entry.what !== 'page') return [];
    const [kind, id = '', suffix] = entry.stream.split(':');
    const who = `${nameOf(evidence, entry.person)} (${entry.tab})`;
    if (kind === 'account')
      return id === entry.person ? [] : [wrong('privacy', `${who} got events of ${nameOf(evidence, id)}.`)];
    const room = rooms.get(id);
    if (!room) return [];
    if (suffix === 'staff') {
      const times = entry.what === 'frame' ? entry.events.map(({ at }) => Date.parse(at)) : [];
      const late = times.some((time) => !room.isStaff(entry.person, time));
      return late ? [wrong('privacy', `${who} got what is for the staff of ${id}.`)] : [];
    }
    if (open.has(id)) return [];
    const seen = entry.what === 'frame' ? (entry.events.at(-1)?.seq ?? 0) : entry.head.seq;
    const may = room.seesUpTo(entry.person, entry.at);
    // A snapshot at the very seq of the removal already shows the room without them.
    const tooFar = entry.what === 'frame' ? seen > may : seen >= may;
    return tooFar ? [wrong('privacy', `${who} got ${entry.stream} up to seq ${seen}, and may see up to ${may}.`)] : [];
  });
}

function afterSignOut(evidence: Evidence): Violation[] {
  const ends = evidence.tables.events.filter(({ type }) => type === 'accounts.session-ended');
  const found: Violation[] = [];
  for (const { stream, at, payload } of ends) {
    // One session of several: which tab it was is not in the history.
    if (textIn(payload, 'reason') !== 'everywhere') continue;
    const person = stream.split(':')[1];
    const cameOnline = new Map<string, number>();
    for (const entry of evidence.history.entries) {
      if (entry.person !== person) continue;
      if (entry.what === 'online') cameOnline.set(entry.tab, entry.at);
      if (entry.what !== 'frame' || (cameOnline.get(entry.tab) ?? Infinity) >= at) continue;
      const late = entry.events.find((event) => Date.parse(event.at) > at + SILENT_MS);
      if (late) found.push(wrong('privacy', `${entry.tab} got seq ${late.seq} of ${entry.stream} after its sign-out.`));
    }
  }
  return found;
}

/** Words that were deleted before somebody asked are given to nobody, by no ring, no cache and no page. */
function deletedWords(evidence: Evidence, deletions: readonly Deletion[]): Violation[] {
  const asked = new Map<string, number>();
  const byMessage = Map.groupBy(deletions, ({ messageId }) => messageId);
  return evidence.history.entries.flatMap((entry) => {
    if (entry.what === 'asked' && entry.command === 'stream:open')
      asked.set(`${entry.tab} ${textIn(entry.input, 'stream')}`, entry.at);
    if (entry.what === 'frame') {
      const since = asked.get(`${entry.tab} ${entry.stream}`) ?? 0;
      return entry.events.flatMap((event) =>
        wordsOf(event).flatMap((id) => tell(entry, id, event.seq, since, byMessage)),
      );
    }
    if (entry.what === 'snapshot' || entry.what === 'page')
      return entry.messages.flatMap(({ id, text, touched }) =>
        text === null ? [] : tell(entry, id, touched, entry.askedAt, byMessage),
      );
    return [];
  });
}

function tell(
  entry: EntryOf<'frame' | 'snapshot' | 'page'>,
  id: string,
  seq: number,
  askedAt: number,
  deletions: ReadonlyMap<string, readonly Deletion[]>,
): Violation[] {
  const gone = deletions.get(id)?.find((deletion) => deletion.knownAt < askedAt && deletion.seq > seq);
  return gone
    ? [wrong('privacy', `${entry.tab} was given the words of ${id} (seq ${seq}), deleted at seq ${gone.seq} before.`)]
    : [];
}

/** The message whose words an event carries. */
function wordsOf({ type, payload, subject }: EntryOf<'frame'>['events'][number]): string[] {
  const message = 'message' in payload ? payload.message : payload;
  return type.startsWith('chat.message-') && textIn(message, 'text') !== undefined && subject ? [subject] : [];
}
