import type { RoomWindow } from '../../../client/src/lib/streams/room-window.js';
import type { MessageView } from '../../../src/contract/chat.contract.js';
import type { LiveEvent } from '../../../src/contract/realtime.contract.js';
import type { RoomSnapshot } from '../../../src/contract/room-snapshot.contract.js';
import type { Entry, Evidence, StoredRow } from '../history.js';
import type { Said } from '../people/journal.js';

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const [ALICE, BRUNO, EVE] = [uuid(1), uuid(2), uuid(3)];
export const ROOM = uuid(50);
export const STREAM = `room:${ROOM}`;

const person = (id: string) => ({ id, name: 'N', kind: 'person' as const, avatar: null });

function message(n: number, seq: number, author: string): MessageView {
  return {
    id: uuid(100 + n),
    seq,
    touched: seq,
    author: person(author),
    clientId: uuid(200 + n),
    replyTo: null,
    text: `mensaje ${n}`,
    mentions: [],
    attachments: [],
    previews: [],
    lang: null,
    state: 'visible',
    postedAt: new Date(seq * 1000).toISOString(),
    editedAt: null,
    deletedAt: null,
    generated: false,
    reactions: [],
    ...{ threadId: null, asks: false, answerId: null, replies: null, thanks: 0, pin: null },
  };
}

/** Somebody's one tab. The story itself happens from 10,000 on. */
export const entry = (who: string, said: Said, at = 20_000): Entry => ({
  at,
  person: who,
  browser: `b-${who}`,
  tab: `t-${who}`,
  ...said,
});

/** An event as the table has it; its time is its seq in seconds. */
export const row = (seq: number, type: string, payload: object, subject: string, actor: string): StoredRow => ({
  position: seq,
  stream: STREAM,
  seq,
  type,
  subject,
  actor,
  at: seq * 1000,
  payload: { ...payload },
  erased: false,
});

/** The same as it travels. */
export function live({ seq, type, subject, actor, at, payload }: StoredRow): LiveEvent {
  const event: unknown = { seq, type, subject, actor, at: new Date(at).toISOString(), payload };
  return event as LiveEvent;
}

export const joined = (seq: number, who: string, role: string): StoredRow =>
  row(
    seq,
    'rooms.member-joined',
    { member: { person: person(who), role, joinedAt: '', touched: seq }, memberCount: seq },
    who,
    who,
  );

/** A small history made by hand in which everything is as it should be: Alice and Bruno in a private room, two messages, both follow. */
export function cleanStory(): Evidence {
  const messages = [message(1, 3, ALICE), message(2, 4, BRUNO)];
  const events = [
    joined(1, ALICE, 'host'),
    joined(2, BRUNO, 'learner'),
    ...messages.map((one) => row(one.seq, 'chat.message-posted', { message: one }, one.id, one.author.id)),
  ];
  const room = { id: ROOM, memberCount: 2, touched: 2 };
  const members = [
    { person: person(ALICE), role: 'host', joinedAt: '', touched: 1 },
    { person: person(BRUNO), role: 'learner', joinedAt: '', touched: 2 },
  ];
  const read = (who: string) => ({
    roomId: ROOM,
    readSeq: 2,
    unread: 1,
    mentions: 0,
    firstUnread: who === ALICE ? 4 : 3,
  });
  const role = (who: string) => (who === ALICE ? 'host' : 'learner');
  const snapshotOf = (who: string) => {
    const snapshot: unknown = {
      head: { epoch: 1, seq: 4, stream: STREAM, at: '' },
      shared: { rooms: { room, members }, chat: { messages, quoted: [], hasOlder: false, hasNewer: false } },
      personal: { rooms: { role: role(who), mayRead: true }, chat: { read: read(who), mine: {} } },
    };
    return structuredClone(snapshot) as RoomSnapshot;
  };
  const windowOf = (who: string) => {
    const view = { head: { epoch: 1, seq: 4 }, room, members, messages, role: role(who), read: read(who) };
    const window: unknown = {
      ...view,
      quoted: {},
      mine: {},
      hasOlder: false,
      hasNewer: false,
      mayRead: true,
      recent: [],
    };
    return structuredClone(window) as RoomWindow;
  };
  const entries: Entry[] = [];
  const say = (who: string, said: Said): void => void entries.push(entry(who, said, 10_000 + entries.length));
  for (const who of [ALICE, BRUNO]) {
    say(who, { what: 'online' });
    say(who, { what: 'snapshot', askedAt: 3_000, stream: STREAM, head: { epoch: 1, seq: 2 }, messages: [] });
    const call = who === ALICE ? 1 : 2;
    const input = { stream: STREAM, after: { epoch: 1, seq: 2 } };
    say(who, { what: 'asked', call, command: 'stream:open', input });
    say(who, { what: 'acknowledged', call, data: { head: { epoch: 1, seq: 2 }, resync: false } });
  }
  for (const [index, { id, seq, text, clientId, author }] of messages.entries()) {
    const input = { roomId: ROOM, clientId, text, replyTo: null, mentions: [] };
    say(author.id, { what: 'wrote', roomId: ROOM, clientId, command: 'chat:post', input });
    say(author.id, { what: 'asked', call: 10 + index, command: 'chat:post', input });
    say(author.id, { what: 'acknowledged', call: 10 + index, data: { messageId: id, seq, postedAt: '' } });
    for (const who of [ALICE, BRUNO]) {
      const event = events.find((one) => one.seq === seq);
      if (event) say(who, { what: 'frame', stream: STREAM, epoch: 1, events: [live(event)] });
      say(who, { what: 'applied', stream: STREAM, epoch: 1, seqs: [seq] });
    }
  }
  return {
    history: {
      seed: 1,
      people: [ALICE, BRUNO, EVE].map((id, index) => ({ id, name: ['Alicia', 'Bruno', 'Eva'][index] ?? '' })),
      rooms: [{ id: ROOM, visibility: 'private' }],
      entries,
      faults: [],
    },
    tables: {
      streams: [{ id: STREAM, epoch: 1, seq: 4 }],
      events,
      messages: messages.map(({ id, seq, touched, clientId, author, text, state }) => {
        return { id, roomId: ROOM, seq, touched, authorId: author.id, clientId, text, state };
      }),
      reactions: [],
      memberships: members.map((one) => ({ roomId: ROOM, accountId: one.person.id, role: one.role, state: 'member' })),
      rooms: [room],
      readMarks: [ALICE, BRUNO].map((accountId) => ({ roomId: ROOM, accountId, seq: 2 })),
      projected: [3, 4],
    },
    ends: {
      screens: [ALICE, BRUNO].map((who) => ({
        person: who,
        tab: `t-${who}`,
        roomId: ROOM,
        phase: 'ready',
        window: windowOf(who),
      })),
      fresh: [
        ...[ALICE, BRUNO].map((who) => {
          return {
            person: who,
            roomId: ROOM,
            snapshot: snapshotOf(who),
            messages: structuredClone(messages),
            mine: {},
          };
        }),
        { person: EVE, roomId: ROOM, snapshot: null, messages: [], mine: {}, code: 'not-found' },
      ],
      waiting: [],
    },
  };
}
