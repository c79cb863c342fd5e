import { eventPayloads, type EventPayload, type EventType } from '../../contract/realtime.contract.js';
import { roomOrderAccountEvents, roomOrderEvents, roomOrderStaffEvents } from '../../contract/room-order.contract.js';
import { roomAccountEvents, roomEvents, roomStaffEvents } from '../../contract/rooms.contract.js';
import type { Sql } from '../../platform/database/sql.js';
import type { Actor } from '../../platform/actor/actor.js';
import type { DecidedEvent, HotItem } from '../../platform/event-log/event-log.types.js';
import { roomEventDefinitions, roomIdOf, roomState, type RoomState } from './rooms.events.js';

const ROOM = '01930000-0000-7000-8000-000000000001';
const PERSON = '01930000-0000-7000-8000-000000000002';
const OTHER = '01930000-0000-7000-8000-000000000003';
const at = '2026-11-22T10:00:00.000Z';
const person = { id: PERSON, name: 'Palabra', kind: 'person', avatar: '/api/avatars/palabra.webp' } as const;
const room = {
  id: ROOM,
  kind: 'cohort',
  title: 'Palabra',
  about: 'Palabra',
  language: 'es',
  visibility: 'private',
  state: 'open',
  capacity: 10,
  locks: { chat: false, reactions: false, files: false, announcements: false, slowSeconds: 0 },
  memory: { keepDays: null, historyFrom: 'beginning' },
  createdAt: at,
  archivedAt: null,
  memberCount: 1,
  touched: 1,
} as const;
const samples: {
  [T in keyof typeof roomEvents | keyof typeof roomStaffEvents | keyof typeof roomAccountEvents]: EventPayload<T>;
} = {
  'rooms.room-created': { room },
  'rooms.room-edited': { room },
  'rooms.locks-changed': {
    locks: { chat: true, reactions: false, files: false, announcements: false, slowSeconds: 0 },
  },
  'rooms.room-archived': { archivedAt: at },
  'rooms.room-reopened': {},
  'rooms.member-joined': { member: { person, role: 'learner', joinedAt: at, touched: 2 }, memberCount: 2 },
  'rooms.member-left': { personId: PERSON, memberCount: 1 },
  'rooms.member-removed': { personId: PERSON, memberCount: 1 },
  'rooms.role-changed': { personId: PERSON, role: 'co-host' },
  'rooms.member-changed': { person },
  'rooms.person-banned': { person, reason: 'Palabra', by: { ...person, id: OTHER, name: 'Hilda' } },
  'rooms.person-unbanned': { person, by: { ...person, id: OTHER, name: 'Hilda' } },
  'rooms.membership-changed': { roomId: ROOM, state: 'member', role: 'host' },
};
const definitionOf = (type: string) => {
  const found = roomEventDefinitions.find((definition) => definition.type === type);
  if (!found) throw new Error(`${type} is not defined`);
  return found;
};

describe('facts of rooms', () => {
  it('are those of the contract', () => {
    const contract = Object.keys({
      ...{ ...roomEvents, ...roomStaffEvents, ...roomAccountEvents },
      ...{ ...roomOrderEvents, ...roomOrderStaffEvents, ...roomOrderAccountEvents },
    });
    expect(roomEventDefinitions.map(({ type }) => type).sort()).toEqual(contract.sort());
  });

  it.each(Object.keys(samples) as (keyof typeof samples)[])(
    '%s can be blanked: it stays a valid fact without words',
    (type) => {
      const payload = samples[type];
      expect(eventPayloads[type].parse(payload)).toEqual(payload);
      const { blank } = definitionOf(type);
      if (!blank) return expect(JSON.stringify(payload).toLowerCase()).not.toContain('palabra');
      const blanked = blank(payload as never);
      expect(eventPayloads[type].safeParse(blanked).success).toBe(true);
      expect(
        JSON.stringify((blanked as { by?: unknown }).by ? { ...(blanked as object), by: null } : blanked).toLowerCase(),
      ).not.toContain('palabra');
    },
  );

  it('say whose rights they touch; a room that is private touches everybody’s', () => {
    const touched = (type: EventType, payload: unknown) => definitionOf(type).touchesRightsOf?.(payload as never) ?? [];
    for (const type of ['rooms.member-left', 'rooms.member-removed', 'rooms.role-changed'] as const)
      expect(touched(type, samples[type])).toEqual([PERSON]);
    expect(touched('rooms.room-edited', { room })).toEqual(['*']);
    expect(touched('rooms.room-edited', { room: { ...room, visibility: 'public' } })).toEqual([]);
    expect(touched('rooms.member-joined', samples['rooms.member-joined'])).toEqual([]);
  });

  it('know their room by their stream', () => {
    expect([roomIdOf(`room:${ROOM}`), roomIdOf(`room:${ROOM}:staff`)]).toEqual([ROOM, ROOM]);
  });
});

describe('the state that deciders get', () => {
  const actor: Actor = {
    accountId: PERSON,
    sessionId: null,
    kind: 'person',
    role: 'member',
    mentor: false,
    minor: false,
    name: 'Alba',
    avatar: null,
    language: 'es',
    guestOf: null,
  };
  const item: HotItem = { actor, stream: `room:${ROOM}`, input: {}, at: new Date(at) };
  const row = { id: ROOM, kind: 'cohort', visibility: 'public', language: 'es', state: 'open', locks: room.locks };
  const membership = {
    account_id: PERSON,
    role: 'learner',
    membership: 'member',
    name: 'Alba',
    account_kind: 'person',
    avatar: null,
  };

  async function loaded(rows: object[]): Promise<{ rooms: Map<string, RoomState>; asked: unknown[] }> {
    const asked: unknown[] = [];
    const sql: Sql = {
      query: <T>(_text: string, params: readonly unknown[] = []) => {
        asked.push(params);
        return Promise.resolve(rows as T[]);
      },
    };
    return { rooms: await roomState.load(sql, [item, item]), asked };
  }
  const happened = <T extends keyof typeof samples>(
    type: T,
    payload: EventPayload<T> = samples[type],
  ): DecidedEvent => ({
    stream: `room:${ROOM}`,
    epoch: 1,
    seq: 9,
    type,
    version: 1,
    subject: null,
    actor: null,
    at: new Date(at),
    payload,
    erased: false,
    isMessage: false,
  });

  it('is loaded in one statement for all rooms and actors of the batch', async () => {
    const { rooms, asked } = await loaded([{ ...row, ...membership }]);
    expect(asked).toEqual([[[ROOM], [PERSON]]]);
    expect(rooms.get(ROOM)).toMatchObject({ kind: 'cohort', state: 'open', visibility: 'public' });
    expect(rooms.get(ROOM)?.members.get(PERSON)).toEqual({
      role: 'learner',
      state: 'member',
      muted: false,
      person: { id: PERSON, name: 'Alba', kind: 'person', avatar: null },
    });
  });

  it('has no member where the actor has never been one, and no room where there is none', async () => {
    expect((await loaded([{ ...row, account_id: null }])).rooms.get(ROOM)?.members.size).toBe(0);
    expect((await loaded([])).rooms.size).toBe(0);
  });

  it('evolves with every fact that deciders look at', async () => {
    const { rooms } = await loaded([{ ...row, ...membership }]);
    const after = <T extends keyof typeof samples>(type: T, payload?: EventPayload<T>): RoomState | undefined => {
      roomState.evolve(rooms, happened(type, payload));
      return rooms.get(ROOM);
    };
    expect(after('rooms.locks-changed')?.locks).toEqual({
      chat: true,
      reactions: false,
      files: false,
      announcements: false,
      slowSeconds: 0,
    });
    expect(after('rooms.room-archived')?.state).toBe('archived');
    expect(after('rooms.room-reopened')?.state).toBe('open');
    expect(after('rooms.room-edited')?.visibility).toBe('private');
    expect(after('rooms.role-changed')?.members.get(PERSON)?.role).toBe('co-host');
    expect(after('rooms.member-removed')?.members.get(PERSON)?.state).toBe('removed');
    expect(after('rooms.member-joined')?.members.get(PERSON)).toMatchObject({
      state: 'member',
      role: 'learner',
      person: { name: 'Palabra' },
    });
    expect(after('rooms.member-left')?.members.get(PERSON)?.state).toBe('left');
    expect(after('rooms.role-changed', { personId: OTHER, role: 'host' })?.members.has(OTHER)).toBe(false);
  });
});
