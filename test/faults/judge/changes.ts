import type { Entry, Evidence, StoredRow } from '../history.js';
import { judge, type ViolationKind } from '../judge.js';
import { ALICE, BRUNO, cleanStory, entry, live, row, uuid } from './story.js';

/** A story told otherwise: what happens to a clean history so that there is something to find. */
export type Change = (story: Evidence) => Evidence;
export const kinds = (evidence: Evidence): ViolationKind[] => [...new Set(judge(evidence).map(({ kind }) => kind))];

export const history =
  (change: (entries: readonly Entry[]) => readonly Entry[]): Change =>
  (story) => ({
    ...story,
    history: { ...story.history, entries: change(story.history.entries) },
  });
export const later = (...entries: Entry[]): Change => history((known) => [...known, ...entries]);
export const without = (forget: (one: Entry) => boolean): Change =>
  history((known) => known.filter((one) => !forget(one)));
export const tables =
  (change: (tables: Evidence['tables']) => Partial<Evidence['tables']>): Change =>
  (story) => ({ ...story, tables: { ...story.tables, ...change(story.tables) } });
export const ends =
  (change: (ends: Evidence['ends']) => Partial<Evidence['ends']>): Change =>
  (story) => ({ ...story, ends: { ...story.ends, ...change(story.ends) } });
export const both =
  (...changes: Change[]): Change =>
  (story) =>
    changes.reduce((now, change) => change(now), story);

export const [first, second] = [uuid(101), uuid(102)];
export const stored = (story: Evidence, seq: number): StoredRow => {
  const found = story.tables.events.find((event) => event.seq === seq);
  if (!found) throw new Error(`The story has no seq ${seq}.`);
  return found;
};
export const clean = cleanStory();
export const frame = (who: string, event: StoredRow, at?: number): Entry =>
  entry(who, { what: 'frame', stream: event.stream, epoch: 1, events: [live(event)] }, at);
export const isFrame = (who: string, seq: number) => (one: Entry) =>
  one.what === 'frame' && one.person === who && one.events[0]?.seq === seq;
export const removal = row(5, 'rooms.member-removed', { personId: BRUNO, memberCount: 1 }, BRUNO, ALICE);
export const signedOut = {
  ...row(1, 'accounts.session-ended', { reason: 'everywhere' }, BRUNO, BRUNO),
  stream: `account:${BRUNO}`,
  at: 11_000,
  position: 9,
};
export const late = { ...row(5, 'chat.message-edited', { messageId: first, text: 'tarde' }, first, ALICE), at: 13_000 };
export const deletion = row(5, 'chat.message-deleted', { messageId: first, deletedAt: '' }, first, ALICE);
export const asks = (call: number, command: string, input: Record<string, unknown>, who = ALICE, at?: number): Entry =>
  entry(who, { what: 'asked', call, command, input }, at);
export const answers = (call: number, data: unknown, who = ALICE, at?: number): Entry =>
  entry(who, { what: 'acknowledged', call, data }, at);
