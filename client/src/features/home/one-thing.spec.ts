import type { OwnAccount } from '@contract/accounts.contract.js';
import type { RoomCard } from '@contract/rooms.contract.js';
import { oneThing } from './one-thing.js';

const me = (more: Partial<OwnAccount> = {}): OwnAccount => ({
  id: 'me',
  kind: 'person',
  name: 'Yo',
  email: null,
  emailVerified: true,
  about: 'Aprendo',
  avatar: '/api/avatars/me/x.webp',
  language: 'es',
  timeZone: 'UTC',
  role: 'member',
  mentor: 'none',
  ageBand: '18-plus',
  guestOf: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  ...more,
});
const hosted = (memberCount: number): RoomCard => ({
  room: {
    id: 'room',
    kind: 'study-group',
    title: 'Mi mesa',
    about: '',
    language: 'es',
    visibility: 'public',
    state: 'open',
    capacity: 100,
    locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
    memory: { keepDays: null, historyFrom: 'beginning' },
    createdAt: '2026-11-01T00:00:00.000Z',
    archivedAt: null,
    memberCount,
    touched: 1,
  },
  present: 0,
  faces: [],
  myRole: 'host',
  head: 1,
  unread: 0,
  mentions: 0,
  lastMessageAt: null,
  within: null,
  others: [],
});

it.each<[string, OwnAccount, RoomCard[], ReturnType<typeof oneThing>]>([
  ['a guest', me({ kind: 'guest' }), [hosted(1)], { what: 'guest' }],
  ['a host alone', me({ avatar: null }), [hosted(1)], { what: 'invite', roomId: 'room', title: 'Mi mesa' }],
  ['somebody without a photo', me({ avatar: null, about: '' }), [hosted(3)], { what: 'photo' }],
  ['somebody who said nothing of themself', me({ about: '' }), [], { what: 'about' }],
  ['somebody who hosts nothing', me(), [], { what: 'create' }],
  ['somebody with everything done', me(), [hosted(3)], null],
])('%s', (_who, person, rooms, thing) => expect(oneThing(person, rooms)).toEqual(thing));
