import { mergePage, roomWindowOf } from './room-window.js';
import { NOON, uuid, card, ME, message, snapshot, event, posted, play, page, texts } from './test-room.js';

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
        event(21 + n, 'rooms.locks-changed', {
          locks: { chat: n % 2 === 0, reactions: false, files: false, announcements: false, slowSeconds: 0 },
        }),
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
