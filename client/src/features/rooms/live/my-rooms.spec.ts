import { QueryClient } from '@tanstack/react-query';
import type { RoomCard } from '@contract/rooms.contract.js';
import { session } from '../../../lib/session/session.js';
import { Connection } from '../../../lib/streams/connection.js';
import { Streams } from '../../../lib/streams/streams.js';
import { OTHER, ROOM, TestHub, until } from '../../../lib/streams/test-hub.js';
import { snapshot, NOON } from '../../../lib/streams/test-room.js';
import { roomKeys } from '../api/room-keys.js';
import { keepMyRoomsFresh } from './my-rooms.js';

const ACCOUNT = '0198b2c4-7a10-7000-8000-000000000009';
const EMPTY = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

const cardOf = (stream: string, unread: number): RoomCard => ({
  room: { ...snapshot(7, []).shared.rooms.room, id: stream.slice('room:'.length) },
  present: 0,
  faces: [],
  myRole: 'learner',
  others: [],
  unread,
  mentions: 0,
  head: 7,
  lastMessageAt: NOON,
  within: null,
});

describe('the list of my rooms', () => {
  const realFetch = globalThis.fetch;
  const queries = new QueryClient();
  let hub: TestHub;
  let connection: Connection;
  let streams: Streams;
  /** What the hub says is unread, in each of the two rooms. */
  let unread: number;

  beforeEach(async () => {
    unread = 3;
    Object.assign(globalThis, { window: { localStorage: EMPTY, sessionStorage: EMPTY } });
    session.enter({
      accessToken: 'good',
      expiresAt: '2100-01-01T00:00:00.000Z',
      account: {
        id: ACCOUNT,
        kind: 'person',
        name: 'Ana',
        email: 'ana@example.org',
        emailVerified: true,
        about: '',
        avatar: null,
        language: 'es',
        timeZone: 'UTC',
        role: 'member',
        mentor: 'none',
        ageBand: '18-plus',
        guestOf: null,
        createdAt: NOON,
      },
    });
    globalThis.fetch = async () => Response.json({ rooms: [cardOf(ROOM, unread), cardOf(OTHER, unread)], next: null });
    hub = new TestHub();
    streams = new Streams(() => connection);
    connection = new Connection({
      url: await hub.listen(),
      token: async () => 'good',
      onEnded: () => undefined,
      receiver: streams.receiver,
    });
  });
  afterEach(async () => {
    streams.close();
    connection.close();
    session.close();
    queries.clear();
    await hub.close();
    globalThis.fetch = realFetch;
  });

  const counts = () => queries.getQueryData<RoomCard[]>(roomKeys.mine)?.map((card) => card.unread);
  const shows = (...all: number[]) => until(() => counts()?.join() === all.join());

  it('knows what was read on another device while this one was away, though no room moved', async () => {
    keepMyRoomsFresh({ accountId: ACCOUNT, connection, streams }, queries);
    await shows(3, 3);
    connection.open();
    await until(() => connection.state.get() === 'online');
    unread = 0;
    hub.socket?.conn.close();
    await until(() => connection.state.get() !== 'online');
    await shows(0, 0);
  });
});
