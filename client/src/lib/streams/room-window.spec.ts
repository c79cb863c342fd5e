import type { MessagesPage, MessageView } from '@contract/chat.contract.js';
import type { EventPayload, EventType, LiveEvent } from '@contract/realtime.contract.js';
import type { RoomSnapshot } from '@contract/room-snapshot.contract.js';
import type { PersonCard, RoomRole } from '@contract/words.js';
import { applyEvent, mergePage, roomWindowOf, withRead, type RoomWindow } from './room-window.js';

const NOON = '2026-11-22T12:00:00.000Z';
const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const card = (n: number, name = `Persona ${n}`): PersonCard => ({ id: uuid(n), name, kind: 'person', avatar: null });
const ROOM = uuid(900);
const ME = uuid(1);

const message = (seq: number, more: Partial<MessageView> = {}): MessageView => ({
  id: uuid(100 + seq),
  seq,
  touched: seq,
  author: card(2),
  clientId: uuid(500 + seq),
  replyTo: null,
  text: `mensaje ${seq}`,
  mentions: [],
  lang: null,
  state: 'visible',
  postedAt: NOON,
  editedAt: null,
  deletedAt: null,
  generated: false,
  reactions: [],
  ...more,
});

const member = (n: number, role: RoomRole = 'learner', touched = 1) => ({
  person: card(n),
  role,
  joinedAt: NOON,
  touched,
});

function snapshot(
  seq: number,
  messages: MessageView[],
  more: Partial<RoomSnapshot['shared']['chat']> = {},
): RoomSnapshot {
  return {
    head: { stream: `room:${ROOM}`, epoch: 1, seq, at: NOON },
    shared: {
      rooms: {
        room: {
          id: ROOM,
          kind: 'cohort',
          title: 'Sala',
          about: '',
          language: 'es',
          visibility: 'public',
          state: 'open',
          capacity: 100,
          locks: { chat: false, reactions: false },
          createdAt: NOON,
          archivedAt: null,
          memberCount: 2,
          touched: 1,
        },
        members: [member(1), member(2)],
      },
      chat: { messages, quoted: [], hasOlder: false, hasNewer: false, ...more },
    },
    personal: {
      rooms: { role: 'learner', mayRead: true },
      chat: { read: { roomId: ROOM, readSeq: 0, unread: 0, mentions: 0, firstUnread: null }, mine: {} },
    },
  };
}

function event<T extends EventType>(seq: number, type: T, payload: EventPayload<T>, actor = uuid(2)): LiveEvent<T> {
  const live: unknown = { seq, type, subject: null, actor, at: NOON, payload };
  return live as LiveEvent<T>;
}
const posted = (seq: number, more: Partial<MessageView> = {}) =>
  event(seq, 'chat.message-posted', { message: message(seq, more) });
const play = (window: RoomWindow, ...events: LiveEvent[]): RoomWindow =>
  events.reduce((now, one) => applyEvent(now, one, ME), window);
const page = (head: number, messages: MessageView[], more: Partial<MessagesPage> = {}): MessagesPage => ({
  epoch: 1,
  head,
  messages,
  quoted: [],
  mine: {},
  hasOlder: false,
  hasNewer: false,
  ...more,
});
const texts = (window: RoomWindow | null) => window?.messages.map(({ text }) => text);

describe('messages of a room', () => {
  const start = roomWindowOf(snapshot(10, [message(5), message(8)]));

  it('are put at their seq, once', () => {
    const after = play(start, posted(11), posted(11), posted(12));
    expect(texts(after)).toEqual(['mensaje 5', 'mensaje 8', 'mensaje 11', 'mensaje 12']);
    expect(after.head).toEqual({ epoch: 1, seq: 12 });
  });

  it('ignore what the snapshot already knows', () => {
    const old = event(8, 'chat.message-edited', {
      messageId: uuid(105),
      text: 'viejo',
      mentions: [],
      lang: null,
      editedAt: NOON,
    });
    expect(play(start, old)).toBe(start);
  });

  it('change by an edit, and lose everything they said by a deletion', () => {
    const edit = event(11, 'chat.message-edited', {
      messageId: uuid(105),
      text: 'nuevo',
      mentions: [ME],
      lang: 'en',
      editedAt: NOON,
    });
    const edited = play(start, edit);
    expect(edited.messages[0]).toMatchObject({
      text: 'nuevo',
      mentions: [ME],
      lang: 'en',
      editedAt: NOON,
      touched: 11,
    });
    const deleted = play(edited, event(12, 'chat.message-deleted', { messageId: uuid(105), deletedAt: NOON }));
    expect(deleted.messages[0]).toMatchObject({
      text: null,
      mentions: [],
      lang: null,
      reactions: [],
      state: 'deleted',
      touched: 12,
    });
    expect(start.messages[0]?.text).toBe('mensaje 5');
  });

  it('come back whole when the deletion is undone, with my reactions, and lose them when they are erased', () => {
    const reaction = event(11, 'chat.reaction-changed', {
      messageId: uuid(105),
      emoji: '🎉',
      count: 1,
      personId: ME,
      on: true,
    });
    const gone = play(start, reaction, event(12, 'chat.message-deleted', { messageId: uuid(105), deletedAt: NOON }));
    const whole = message(5, { touched: 13, reactions: [{ emoji: '🎉', count: 1 }] });
    const back = play(gone, event(13, 'chat.message-restored', { message: whole }));
    expect(back.messages[0]).toEqual(whole);
    expect(back.mine).toEqual({ [uuid(105)]: ['🎉'] });
    const erased = play(
      back,
      event(14, 'chat.message-deleted', { messageId: uuid(105), deletedAt: NOON }),
      event(15, 'chat.message-erased', { messageId: uuid(105) }),
    );
    expect(erased.messages[0]).toMatchObject({
      text: null,
      state: 'deleted',
      reactions: [],
      touched: 15,
      deletedAt: NOON,
    });
    expect(erased.mine).toEqual({});
  });

  it('keep reactions as values in one order, and mine apart', () => {
    const react = (seq: number, emoji: string, count: number, personId: string, on = true) =>
      event(seq, 'chat.reaction-changed', { messageId: uuid(105), emoji, count, personId, on });
    const after = play(start, react(11, '🎉', 4, ME), react(12, '👍', 1, uuid(2)), react(13, '👏', 2, ME));
    expect(after.messages[0]?.reactions).toEqual([
      { emoji: '🎉', count: 4 },
      { emoji: '👍', count: 1 },
      { emoji: '👏', count: 2 },
    ]);
    expect(after.mine).toEqual({ [uuid(105)]: ['🎉', '👏'] });
    const without = play(after, react(14, '👍', 0, uuid(2), false), react(15, '👏', 1, ME, false));
    expect(without.messages[0]?.reactions).toEqual([
      { emoji: '🎉', count: 4 },
      { emoji: '👏', count: 1 },
    ]);
    expect(without.mine).toEqual({ [uuid(105)]: ['🎉'] });
  });

  it('change where they are only quoted, too', () => {
    const quoting = roomWindowOf(
      snapshot(10, [message(8, { replyTo: uuid(103) })], { quoted: [message(3)], hasOlder: true }),
    );
    const after = play(quoting, event(11, 'chat.message-deleted', { messageId: uuid(103), deletedAt: NOON }));
    expect(after.quoted[uuid(103)]).toMatchObject({ text: null, state: 'deleted' });
  });

  it('that are not loaded are ignored', () => {
    const unknown = event(11, 'chat.message-edited', {
      messageId: uuid(199),
      text: 'x',
      mentions: [],
      lang: null,
      editedAt: NOON,
    });
    expect(texts(play(start, unknown))).toEqual(['mensaje 5', 'mensaje 8']);
    const jumped = mergePage(start, page(10, [message(2)], { hasNewer: true }), { around: 2 }, ME);
    expect(texts(jumped && play(jumped, posted(11)))).toEqual(['mensaje 2']);
  });
});

describe('pages', () => {
  const start = roomWindowOf(snapshot(20, [message(15), message(18)], { hasOlder: true }));

  it('of older messages come before, and what they quoted is loaded now', () => {
    const quoting = roomWindowOf(
      snapshot(20, [message(15, { replyTo: uuid(112) })], { hasOlder: true, quoted: [message(12)] }),
    );
    const merged = mergePage(
      quoting,
      page(20, [message(9), message(12)], { mine: { [uuid(109)]: ['👍'] }, hasOlder: true }),
      { before: 15 },
      ME,
    );
    expect(texts(merged)).toEqual(['mensaje 9', 'mensaje 12', 'mensaje 15']);
    expect(merged?.quoted).toEqual({});
    expect(merged?.mine).toEqual({ [uuid(109)]: ['👍'] });
    expect(merged?.hasOlder).toBe(true);
  });

  it('read before the last events are brought up to date', () => {
    const deletion = event(21, 'chat.message-deleted', { messageId: uuid(109), deletedAt: NOON });
    const renamed = event(22, 'rooms.member-changed', { person: card(2, 'Otro nombre') });
    const moved = play(start, deletion, renamed);
    const merged = mergePage(moved, page(20, [message(9)]), { before: 15 }, ME);
    expect(merged?.messages[0]).toMatchObject({ text: null, state: 'deleted', author: { name: 'Otro nombre' } });
    expect(merged?.hasOlder).toBe(false);
  });

  it('too old to be brought up to date, or of another epoch, are asked for again', () => {
    const later = play(
      start,
      ...Array.from({ length: 310 }, (_, n) =>
        event(21 + n, 'rooms.locks-changed', { locks: { chat: n % 2 === 0, reactions: false } }),
      ),
    );
    expect(mergePage(later, page(20, [message(9)]), { before: 15 }, ME)).toBeNull();
    expect(mergePage(start, { ...page(20, []), epoch: 2 }, { before: 15 }, ME)).toBeNull();
  });

  it('ahead of the window are not undone by the events that follow', () => {
    const ahead = mergePage(start, page(25, [message(9, { text: 'editado', touched: 24 })]), { before: 15 }, ME);
    const after =
      ahead &&
      play(
        ahead,
        event(21, 'chat.message-edited', {
          messageId: uuid(109),
          text: 'a medias',
          mentions: [],
          lang: null,
          editedAt: NOON,
        }),
      );
    expect(after?.messages[0]?.text).toBe('editado');
  });

  it('asked at an edge that has moved only renew what is loaded', () => {
    const merged = mergePage(start, page(20, [message(9), message(15, { text: 'otra vez' })]), { before: 99 }, ME);
    expect(texts(merged)).toEqual(['otra vez', 'mensaje 18']);
    expect(merged?.hasOlder).toBe(true);
  });

  it('of newer messages close the gap to the present', () => {
    const jumped = mergePage(
      start,
      page(20, [message(3), message(5)], { hasOlder: true, hasNewer: true }),
      { around: 3 },
      ME,
    );
    const joined = jumped && mergePage(jumped, page(21, [message(15), message(18), message(21)]), { after: 5 }, ME);
    expect(texts(joined)).toEqual(['mensaje 3', 'mensaje 5', 'mensaje 15', 'mensaje 18', 'mensaje 21']);
    expect(texts(joined && play(joined, posted(21), posted(22)))?.slice(-2)).toEqual(['mensaje 21', 'mensaje 22']);
  });
});

describe('the room and its people', () => {
  const start = roomWindowOf(snapshot(10, [message(5)]));

  it('change live', () => {
    const after = play(
      start,
      event(11, 'rooms.locks-changed', { locks: { chat: true, reactions: false } }),
      event(12, 'rooms.member-joined', { member: { ...member(3), touched: 12 }, memberCount: 3 }),
      event(13, 'rooms.role-changed', { personId: ME, role: 'co-host' }),
      event(14, 'rooms.member-removed', { personId: uuid(2), memberCount: 2 }),
      event(15, 'rooms.room-archived', { archivedAt: NOON }),
    );
    expect(after.room).toMatchObject({
      locks: { chat: true },
      memberCount: 2,
      state: 'archived',
      archivedAt: NOON,
      touched: 15,
    });
    expect(after.members.map(({ person, role }) => [person.id, role])).toEqual([
      [ME, 'co-host'],
      [uuid(3), 'learner'],
    ]);
    expect(after.role).toBe('co-host');
    expect(play(after, event(16, 'rooms.room-reopened', {})).room).toMatchObject({ state: 'open', archivedAt: null });
  });

  it('a new name is everywhere at once: members, authors, quoted', () => {
    const quoting = roomWindowOf(snapshot(10, [message(5, { replyTo: uuid(102) })], { quoted: [message(2)] }));
    const renamed = play(quoting, event(11, 'rooms.member-changed', { person: card(2, 'Nueva') }));
    expect(renamed.members[1]?.person.name).toBe('Nueva');
    expect(renamed.messages[0]?.author.name).toBe('Nueva');
    expect(renamed.quoted[uuid(102)]?.author.name).toBe('Nueva');
  });

  it('who comes back with another name has it on what they wrote before', () => {
    const gone = play(start, event(11, 'rooms.member-left', { personId: uuid(2), memberCount: 1 }));
    const back = play(
      gone,
      event(12, 'rooms.member-joined', {
        member: { ...member(2), person: card(2, 'De vuelta'), touched: 12 },
        memberCount: 2,
      }),
    );
    expect(back.messages[0]?.author.name).toBe('De vuelta');
    expect(back.room.memberCount).toBe(2);
  });

  it('my own coming in reads all that was said before', () => {
    const waiting = { ...start, read: { roomId: ROOM, readSeq: 2, unread: 3, mentions: 1, firstUnread: 3 } };
    const mine = { ...member(1), person: { ...card(1, 'Yo'), id: ME } };
    const after = play(waiting, event(11, 'rooms.member-joined', { member: mine, memberCount: 3 }));
    expect(after.read).toEqual({ roomId: ROOM, readSeq: 11, unread: 0, mentions: 0, firstUnread: null });
    expect(play(waiting, event(11, 'rooms.member-joined', { member: member(3), memberCount: 3 })).read).toBe(
      waiting.read,
    );
  });

  it('my own leaving takes my role', () => {
    expect(play(start, event(11, 'rooms.member-left', { personId: ME, memberCount: 1 })).role).toBeNull();
  });

  it('a read position never goes back', () => {
    const read = (readSeq: number, unread: number) => ({
      roomId: ROOM,
      readSeq,
      unread,
      mentions: 0,
      firstUnread: null,
    });
    const after = withRead(withRead(start, read(9, 1)), read(4, 5));
    expect(after.read).toEqual(read(9, 1));
    expect(withRead(after, read(9, 0)).read.unread).toBe(0);
  });
});
