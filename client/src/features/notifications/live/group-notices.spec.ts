import type { NoticeView } from '@contract/notifications.contract.js';
import { groupNotices } from './group-notices.js';

const notice = (id: string, at: string, more: Partial<NoticeView> = {}): NoticeView => ({
  id,
  kind: 'direct',
  what: 'direct',
  at,
  read: false,
  by: { id: 'ana', name: 'Ana', kind: 'person', avatar: null },
  room: { id: 'room', kind: 'direct', title: null },
  message: { seq: 1, excerpt: id },
  meeting: null,
  role: null,
  ...more,
});
const ids = (notices: NoticeView[], zone = 'Europe/Madrid') =>
  groupNotices(notices, zone).map(({ lines }) => lines.map((line) => line.ids.join('+')));

describe('the lines of the inbox', () => {
  it('stand under the days of the reader', () => {
    const late = notice('b', '2026-11-21T23:30:00.000Z');
    const early = notice('a', '2026-11-21T22:30:00.000Z');
    expect(ids([late, early])).toEqual([['b'], ['a']]);
    expect(ids([late, early], 'UTC')).toEqual([['b+a']]);
  });

  it('join what one person wrote in a row, and nothing else', () => {
    const at = '2026-11-21T12:00:00.000Z';
    const other = { id: 'leo', name: 'Leo', kind: 'person', avatar: null } as const;
    expect(ids([notice('d', at), notice('c', at), notice('b', at, { by: other }), notice('a', at)])).toEqual([
      ['d+c', 'b', 'a'],
    ]);
    expect(ids([notice('b', at), notice('a', at, { read: true })])).toEqual([['b', 'a']]);
    expect(ids([notice('b', at, { what: 'mention' }), notice('a', at, { what: 'mention' })])).toEqual([['b', 'a']]);
  });
});
