import type { Ends, Evidence } from '../history.js';
import type { Rule, Violation } from '../judge.js';
import { headOf, nameOf, same, wrong } from './facts.js';
import { Memberships } from './memberships.js';

const UNREAD_CAP = 100;
type Fresh = Ends['fresh'][number];

/** When all is calm the table, a client that opens the room now, and every screen that followed show the same; nothing waits. */
export const atTheEnd: Rule = (evidence) => [...waiting(evidence), ...fresh(evidence), ...screens(evidence)];

function waiting({ ends }: Evidence): Violation[] {
  return ends.waiting.map(({ browser, clientId, command }) =>
    wrong('stuck', `${command} ${clientId} still waits in ${browser}.`),
  );
}

function fresh(evidence: Evidence): Violation[] {
  const { ends, history } = evidence;
  const open = new Set(history.rooms.filter(({ visibility }) => visibility === 'public').map(({ id }) => id));
  return ends.fresh.flatMap((view) => {
    const may = open.has(view.roomId) || new Memberships(evidence, view.roomId).isMember(view.person);
    const who = `${nameOf(evidence, view.person)} opening ${view.roomId} anew`;
    if (!view.snapshot) return may ? [wrong('divergence', `${who} may see it and got ${view.code ?? 'nothing'}.`)] : [];
    return may
      ? againstTheTable(evidence, view, who)
      : [wrong('privacy', `${who} got a snapshot without a right to it.`)];
  });
}

function againstTheTable(evidence: Evidence, view: Fresh, who: string): Violation[] {
  const { tables } = evidence;
  const { roomId, person, snapshot } = view;
  if (!snapshot) return [];
  const found: Violation[] = [];
  const compare = (what: string, shown: unknown, stored: unknown): void => {
    if (!same(shown, stored))
      found.push(wrong('divergence', `${who} is shown ${what} ${brief(shown)}, and the table has ${brief(stored)}.`));
  };
  const reactions = Map.groupBy(tables.reactions, ({ messageId }) => messageId);
  const messages = tables.messages.filter((message) => message.roomId === roomId);
  const rows = messages.map(({ id, seq, touched, clientId, authorId, text, state }) => {
    const counts = Map.groupBy(reactions.get(id) ?? [], ({ emoji }) => emoji);
    const shown = [...counts].map(([emoji, all]) => ({ emoji, count: all.length }));
    const visible = state === 'visible';
    return {
      id,
      seq,
      touched,
      clientId,
      authorId,
      text: visible ? text : null,
      state,
      reactions: visible ? sorted(shown) : [],
    };
  });
  const views = view.messages.map(({ id, seq, touched, clientId, author, text, state, reactions: counts }) => {
    return { id, seq, touched, clientId, authorId: author.id, text, state, reactions: sorted(counts) };
  });
  compare('the number of messages', views.length, rows.length);
  for (const [index, row] of rows.entries()) compare(`message ${row.id}`, views[index], row);
  const members = tables.memberships.filter((row) => row.roomId === roomId && row.state === 'member');
  const { room, members: seen } = snapshot.shared.rooms;
  compare(
    'members',
    pairs(seen.map((one) => [one.person.id, one.role])),
    pairs(members.map((one) => [one.accountId, one.role])),
  );
  compare('the number of members', room.memberCount, members.length);
  compare('the head', snapshot.head.seq, headOf(evidence, `room:${roomId}`));
  const mark = tables.readMarks.find((one) => one.roomId === roomId && one.accountId === person);
  compare('read up to', snapshot.personal.chat.read.readSeq, mark?.seq ?? 0);
  const unread = mark
    ? messages.filter(({ seq, authorId, state }) => seq > mark.seq && authorId !== person && state === 'visible').length
    : 0;
  compare('unread messages', snapshot.personal.chat.read.unread, Math.min(unread, UNREAD_CAP));
  return found;
}

function screens(evidence: Evidence): Violation[] {
  const { ends } = evidence;
  return ends.screens.flatMap(({ person, tab, roomId, phase, window }) => {
    const who = `${nameOf(evidence, person)} (${tab}, ${roomId})`;
    const now = ends.fresh.find((view) => view.person === person && view.roomId === roomId);
    // Somebody who may not see it has been told so.
    if (phase === 'closed') return [];
    if (phase !== 'ready' || !window) return [wrong('stuck', `${who} is ${phase} though all is calm.`)];
    if (!now?.snapshot) return [wrong('privacy', `${who} still follows, and may not see it.`)];
    const [oldest, newest] = [window.messages[0]?.seq ?? 0, window.messages.at(-1)?.seq ?? 0];
    const stretch = now.messages.filter(
      ({ seq }) => (!window.hasOlder || seq >= oldest) && (!window.hasNewer || seq <= newest),
    );
    const ids = new Set(stretch.map(({ id }) => id));
    const mine = Object.entries(now.mine).filter(([id, own]) => ids.has(id) && own.length > 0);
    const { rooms } = now.snapshot.shared;
    const differences: [string, unknown, unknown][] = [
      ['head', window.head.seq, now.snapshot.head.seq],
      ['room', window.room, rooms.room],
      ['members', people(window.members), people(rooms.members)],
      ['role', window.role, now.snapshot.personal.rooms.role],
      // A mark is of a member: the hub tells nobody else how far they have read, and coming in again sets it anew.
      ...(window.role === null ? [] : [readPosition(window.read.readSeq, now.snapshot.personal.chat.read.readSeq)]),
      ['own reactions', window.mine, Object.fromEntries(mine)],
      ['number of messages', window.messages.length, stretch.length],
      ...stretch.map((message, index): [string, unknown, unknown] => [message.id, window.messages[index], message]),
      ...Object.values(window.quoted).map((quoted): [string, unknown, unknown] => [
        `quoted ${quoted.id}`,
        quoted,
        now.messages.find(({ id }) => id === quoted.id),
      ]),
    ];
    return differences.flatMap(([what, has, should]) =>
      same(has, should)
        ? []
        : [wrong('divergence', `${who} has ${what} ${brief(has)} and should have ${brief(should)}.`)],
    );
  });
}

const readPosition = (has: number, should: number): [string, number, number] => ['read position', has, should];
const brief = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 400);
const sorted = (counts: readonly { emoji: string; count: number }[]) =>
  [...counts].sort((a, b) => (a.emoji < b.emoji ? -1 : 1));
const pairs = (all: readonly (readonly [string, string])[]): string[] => all.map((pair) => pair.join(' ')).sort();
const people = (members: readonly { person: { id: string } }[]): unknown[] =>
  [...members].sort((a, b) => (a.person.id < b.person.id ? -1 : 1));
