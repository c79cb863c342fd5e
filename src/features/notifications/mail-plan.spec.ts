import type { NoticeKind } from '../../contract/notifications.contract.js';
import { planMails, type PendingNotice, type Reader } from './mail-plan.js';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const notice = (
  id: string,
  kind: NoticeKind,
  minutesAgo: number,
  more: Partial<PendingNotice> = {},
): PendingNotice => ({
  id,
  kind,
  at: ago(minutesAgo),
  mailAfter: ago(minutesAgo - 5),
  news: true,
  ...more,
});
const reader: Reader = { reachable: true, suspended: false, zone: 'UTC', quiet: null, mailOff: [] };
const plan = (pending: PendingNotice[], more: Partial<Reader> = {}) => {
  const { post, done, later } = planMails(pending, { ...reader, ...more }, now);
  return { post: Object.fromEntries(post), done, later };
};

describe('which mails go out', () => {
  it('waits for what is young', () =>
    expect(plan([notice('a', 'direct', 4)])).toEqual({ post: {}, done: [], later: null }));

  it('puts what is due and what is younger of its kind into one mail', () =>
    expect(plan([notice('a', 'direct', 5), notice('b', 'direct', 1), notice('c', 'mention', 1)])).toEqual({
      post: { direct: ['a', 'b'] },
      done: ['a', 'b'],
      later: null,
    }));

  it('is a mail for each kind, so that each can be ended alone', () =>
    expect(plan([notice('a', 'direct', 6), notice('b', 'mention', 6)]).post).toEqual({
      direct: ['a'],
      mention: ['b'],
    }));

  it.each<[string, PendingNotice[], Partial<Reader>]>([
    ['was read', [notice('a', 'direct', 9, { news: false })], {}],
    ['goes nowhere', [notice('a', 'direct', 9)], { reachable: false }],
    ['is not wanted', [notice('a', 'direct', 9)], { mailOff: ['direct'] }],
    ['is days old', [notice('a', 'direct', 4 * 24 * 60)], {}],
    ['is for somebody who was suspended', [notice('a', 'direct', 9)], { suspended: true }],
  ])('tells nothing that %s', (_, pending, more) =>
    expect(plan(pending, more)).toEqual({ post: {}, done: ['a'], later: null }),
  );

  it('tells a suspended person what was decided', () =>
    expect(plan([notice('a', 'decision', 9)], { suspended: true }).post).toEqual({ decision: ['a'] }));

  it('waits for the end of the quiet hours', () =>
    expect(
      plan([notice('a', 'direct', 9), notice('b', 'mention', 1), notice('c', 'direct', 9, { news: false })], {
        quiet: { from: '11:00', until: '13:00' },
      }),
    ).toEqual({ post: {}, done: ['c'], later: { ids: ['a'], until: new Date('2026-11-22T13:00:00Z') } }));
});
