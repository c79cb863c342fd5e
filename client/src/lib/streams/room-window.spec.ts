import { mergePage, roomWindowOf, withRead } from './room-window.js';
import {
  NOON,
  uuid,
  card,
  ROOM,
  ME,
  message,
  member,
  snapshot,
  event,
  posted,
  play,
  page,
  texts,
} from './test-room.js';

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

describe('the room and its people', () => {
  const start = roomWindowOf(snapshot(10, [message(5)]));

  it('change live', () => {
    const after = play(
      start,
      event(11, 'rooms.locks-changed', {
        locks: { chat: true, reactions: false, files: false, announcements: false, slowSeconds: 0 },
      }),
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
    const waiting = { ...start, read: { roomId: ROOM, readSeq: 2, unread: 3, mentions: 1, firstUnread: 3, turn: 1 } };
    const mine = { ...member(1), person: { ...card(1, 'Yo'), id: ME } };
    const after = play(waiting, event(11, 'rooms.member-joined', { member: mine, memberCount: 3 }));
    expect(after.read).toEqual({ roomId: ROOM, readSeq: 11, unread: 0, mentions: 0, firstUnread: null, turn: 1 });
    expect(play(waiting, event(11, 'rooms.member-joined', { member: member(3), memberCount: 3 })).read).toBe(
      waiting.read,
    );
    // The account's stream still holds what was said of the mark before, and says it again after a reconnect.
    expect(withRead(after, waiting.read).read).toBe(after.read);
    // Another device has read in the moment before; its word comes later than the coming in.
    expect(withRead(after, { ...waiting.read, readSeq: 5, turn: 2 }).read).toBe(after.read);
    const later = { ...after.read, turn: 2, unread: 1, firstUnread: 12 };
    expect(withRead(after, later).read).toBe(later);
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
      turn: readSeq,
    });
    const after = withRead(withRead(start, read(9, 1)), read(4, 5));
    expect(after.read).toEqual(read(9, 1));
    expect(withRead(after, read(9, 0)).read.unread).toBe(0);
  });
});
