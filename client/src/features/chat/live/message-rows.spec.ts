import { jest } from '@jest/globals';
import type { MessageView } from '@contract/chat.contract.js';
import { momentsOf, rowsOf } from './message-rows.js';

const message = (seq: number, author: string, at: string, more: Partial<MessageView> = {}): MessageView => ({
  id: `m${seq}`,
  seq,
  touched: seq,
  author: { id: author, name: author, kind: 'person', avatar: null },
  clientId: `c${seq}`,
  replyTo: null,
  text: 'hola',
  mentions: [],
  attachments: [],
  previews: [],
  lang: null,
  state: 'visible',
  postedAt: at,
  editedAt: null,
  deletedAt: null,
  generated: false,
  reactions: [],
  ...{ threadId: null, asks: false, answerId: null, replies: null, thanks: 0, pin: null },
  ...more,
});
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const shape = (messages: MessageView[], unread: number | null = null) =>
  rowsOf(messages, momentsOf(dayOf), unread).map((row) =>
    row.kind === 'message' ? `${row.message.id}${row.first ? '*' : ''}` : row.kind,
  );

describe('rows of messages', () => {
  it('stand under one name when written together', () => {
    expect(
      shape([
        message(1, 'a', '2026-11-01T10:00:00Z'),
        message(2, 'a', '2026-11-01T10:04:00Z'),
        message(3, 'a', '2026-11-01T10:10:00Z'),
        message(4, 'b', '2026-11-01T10:10:30Z'),
      ]),
    ).toEqual(['day', 'm1*', 'm2', 'm3*', 'm4*']);
  });

  it('begin anew with each day and each answer', () => {
    expect(
      shape([
        message(1, 'a', '2026-11-01T23:59:00Z'),
        message(2, 'a', '2026-11-02T00:01:00Z'),
        message(3, 'a', '2026-11-02T00:01:10Z', { replyTo: 'm1' }),
      ]),
    ).toEqual(['day', 'm1*', 'day', 'm2*', 'm3*']);
  });

  it('have one line before the first unread message, and none above everything', () => {
    const three = [1, 2, 3].map((seq) => message(seq, 'a', '2026-11-01T10:00:00Z'));
    expect(shape(three, 2)).toEqual(['day', 'm1*', 'unread', 'm2*', 'm3']);
    expect(shape(three, 1)).toEqual(['day', 'm1*', 'm2', 'm3']);
    expect(shape(three, 9)).toEqual(['day', 'm1*', 'm2', 'm3']);
  });

  it('look up the day of each message once, however often one more comes', () => {
    const days = jest.fn(dayOf);
    const momentOf = momentsOf(days);
    const many = Array.from({ length: 50 }, (_, n) => message(n + 1, 'ana', `2026-11-19T10:${String(n + 10)}:00Z`));
    for (let n = 1; n <= 50; n += 1) rowsOf(many.slice(0, n), momentOf, null);
    expect(days).toHaveBeenCalledTimes(50);
  });
});
