import type { RoomCard } from '@contract/rooms.contract.js';
import { byWhatWasMissed, filterRooms } from './filter-rooms.js';

const card = (title: string, more: Partial<RoomCard> = {}, room: Partial<RoomCard['room']> = {}): RoomCard => ({
  room: {
    id: title,
    kind: 'study-group',
    title,
    about: '',
    language: 'es',
    visibility: 'public',
    state: 'open',
    capacity: 100,
    locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
    memory: { keepDays: null, historyFrom: 'beginning' },
    createdAt: '2026-11-01T00:00:00.000Z',
    archivedAt: null,
    memberCount: 1,
    touched: 1,
    ...room,
  },
  present: 0,
  faces: [],
  myRole: 'learner',
  head: 1,
  unread: 0,
  mentions: 0,
  lastMessageAt: null,
  within: null,
  others: [],
  ...more,
});
const titles = (cards: RoomCard[]) => cards.map(({ room }) => room.title);

describe('filtering one’s own rooms', () => {
  const cards = [
    card('Análisis de datos', {}, { about: 'Gráficos y más' }),
    card('Machine learning', {}, { language: 'en', kind: 'cohort' }),
    card('Con Ana', {}, { kind: 'direct' }),
  ];

  it.each([
    [{}, ['Análisis de datos', 'Machine learning']],
    [{ kind: 'cohort' as const }, ['Machine learning']],
    [{ kind: 'direct' as const }, ['Con Ana']],
    [{ language: 'es' as const }, ['Análisis de datos']],
    [{ q: 'analisis GRÁFICOS' }, ['Análisis de datos']],
    [{ q: 'nada' }, []],
  ])('%j finds %j', (filters, found) => expect(titles(filterRooms(cards, filters, 'es'))).toEqual(found));
});

it('puts mentions before unread, and unread before what is only recent', () => {
  const cards = [
    card('recent', { lastMessageAt: '2026-11-20T00:00:00.000Z' }),
    card('quiet'),
    card('unread', { unread: 40 }),
    card('mentioned', { unread: 2, mentions: 1 }),
  ];
  expect(titles(cards.toSorted(byWhatWasMissed))).toEqual(['mentioned', 'unread', 'recent', 'quiet']);
});
