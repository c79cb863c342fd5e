import type { OwnAccount } from '@contract/accounts.contract.js';
import type { MemberView, RoomCard } from '@contract/rooms.contract.js';
import type { RoomKind, RoomRole } from '@contract/words.js';
import { roomRules } from './room-rules.js';

const me = (role: OwnAccount['role'] = 'member'): OwnAccount => ({
  id: 'me',
  kind: 'person',
  name: 'Yo',
  email: null,
  emailVerified: true,
  about: '',
  avatar: null,
  language: 'es',
  timeZone: 'UTC',
  role,
  mentor: 'none',
  ageBand: '18-plus',
  guestOf: null,
  createdAt: '2026-11-01T00:00:00.000Z',
});
const card = (myRole: RoomRole | null, kind: RoomKind = 'cohort', state: 'open' | 'archived' = 'open'): RoomCard => ({
  room: {
    id: 'room',
    kind,
    title: 'Sala',
    about: '',
    language: 'es',
    visibility: 'public',
    state,
    capacity: kind === 'direct' ? 2 : 100,
    locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
    memory: { keepDays: null, historyFrom: 'beginning' },
    createdAt: '2026-11-01T00:00:00.000Z',
    archivedAt: null,
    memberCount: 1,
    touched: 1,
  },
  present: 0,
  faces: [],
  myRole,
  head: 1,
  unread: 0,
  mentions: 0,
  lastMessageAt: null,
  within: null,
  others: [],
});
const member = (role: RoomRole, id = 'other'): MemberView => ({
  person: { id, name: 'Otra', kind: 'person', avatar: null },
  role,
  joinedAt: '2026-11-01T00:00:00.000Z',
  touched: 1,
});

describe('what the people page offers', () => {
  it.each<[RoomRole | null, RoomRole, readonly RoomRole[]]>([
    ['host', 'learner', ['host', 'co-host', 'spectator']],
    ['host', 'host', ['co-host', 'learner', 'spectator']],
    ['co-host', 'learner', ['spectator']],
    ['co-host', 'co-host', []],
    ['co-host', 'host', []],
    ['learner', 'spectator', []],
    [null, 'learner', []],
  ])('%s may turn a %s into %j', (mine, theirs, roles) => {
    expect(roomRules(card(mine), me()).setRole(member(theirs))).toEqual(roles);
  });

  it('offers judges in competitions only', () => {
    expect(roomRules(card('host', 'competition'), me()).setRole(member('learner'))).toContain('judge');
    expect(roomRules(card('host', 'cohort'), me()).setRole(member('learner'))).not.toContain('judge');
  });

  it('lets platform staff remove but not invite, and admins both', () => {
    const staff = roomRules(card(null), me('staff'));
    expect([staff.invite, staff.seeBanned, staff.remove(member('host'))]).toEqual([false, true, true]);
    const admin = roomRules(card(null), me('admin'));
    expect([admin.invite, admin.remove(member('host'))]).toEqual([true, true]);
  });

  it('offers nothing about oneself, in direct rooms and in archived ones', () => {
    expect(roomRules(card('host'), me()).remove(member('host', 'me'))).toBe(false);
    const direct = roomRules(card('host', 'direct'), me());
    expect([direct.invite, direct.leave, direct.remove(member('host'))]).toEqual([false, false, false]);
    const group = card('host', 'direct');
    expect(roomRules({ ...group, room: { ...group.room, capacity: 3 } }, me()).leave).toBe(true);
    const archived = roomRules(card('host', 'cohort', 'archived'), me());
    expect([archived.invite, archived.leave, archived.remove(member('learner'))]).toEqual([false, true, false]);
  });

  it('leaves to the main room of a breakout what is done there', () => {
    const breakout = roomRules({ ...card('host'), within: 'main' }, me());
    const other = member('learner');
    expect([breakout.invite, breakout.leave, breakout.seeBanned, breakout.remove(other)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(breakout.setRole(other)).toEqual([]);
    expect(breakout.mute(other)).toBe(true);
  });
});
