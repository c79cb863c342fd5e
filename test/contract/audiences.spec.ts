import { randomUUID } from 'node:crypto';
import { eventPayloads, type EventType } from '../../src/contract/realtime.contract.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { generous } from '../support/generous-limits.js';
import { uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';
import { cast, type Character } from './cast.js';
import { breakoutsHappen } from './breakouts-happen.js';
import { meetingsHappen } from './meetings-happen.js';
import { orderIsKept } from './order-is-kept.js';
import { rawly } from './rawly.js';
import { page } from './permissions-page.js';
import { previewsHappen } from './previews-happen.js';
import { recordingHappens } from './recording-happens.js';
import { callHappens, stageHappens } from './stage-happens.js';

/** Subscribers, one for each column of the page: what they are in the room. They only listen. */
const subscribers: Readonly<Record<string, { who: Character; role?: string }>> = {
  guest: { who: { kind: 'guest' }, role: 'learner' },
  outsider: { who: {} },
  spectator: { who: {}, role: 'spectator' },
  learner: { who: {}, role: 'learner' },
  judge: { who: {}, role: 'judge' },
  'co-host': { who: {}, role: 'co-host' },
  host: { who: {}, role: 'host' },
  staff: { who: { role: 'staff' } },
  admin: { who: { role: 'admin' } },
};
const REASON = 'canto-del-motivo';
const ORDER = 'canto-del-orden';
const MINUTES = 60_000;
const key = () => randomUUID();

describe('every event reaches whom docs/permissions.md names, and nobody else', () => {
  const listening = new Map<string, { person: Person; live: Live; heard: string[] }>();
  let hub: TestHub;
  let roomId: string;
  let nadia: Person;
  let clara: Person;
  const heads = new Map<string, number>();

  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous] });
    const columns = Object.entries(subscribers);
    const crew = await cast(hub, [{ role: 'admin' }, {}, {}, ...columns.map(([, { who }]) => who)]);
    const [admin, first, second, ...others] = crew;
    if (!admin || !first || !second) throw new Error('The cast is not complete.');
    [clara, nadia] = [first, second];
    roomId = await hub.room(admin, { kind: 'competition', title: 'Olimpiada' });
    await Promise.all(crew.map((person) => person.connect()));
    await seat(columns.flatMap(([, { role }], index) => (role ? [{ id: others[index]?.id, role }] : [])));
    await seat([{ id: clara.id, role: 'host' }]);
    for (const [index, [name]] of columns.entries()) {
      const person = others[index];
      if (person) listening.set(name, { person, live: person.socket, heard: rawly(person.socket) });
    }
    await follow();
    await everythingHappens(admin);
    const streams = [`room:${roomId}`, `room:${roomId}:staff`, `account:${nadia.id}`];
    for (const [stream, { seq }] of await hub.log.heads(streams)) heads.set(stream, seq);
    // What came to her after the suspension, she was no longer there to hear.
    const [last] = await hub.sql.query<{ seq: number }>(
      `select max(seq) as seq from events where stream = $1 and type = 'accounts.account-changed'`,
      [`account:${nadia.id}`],
    );
    heads.set(`account:${nadia.id}`, last?.seq ?? 0);
  });
  afterAll(async () => {
    for (const { person } of listening.values()) person.close();
    for (const person of [clara, nadia]) person.close();
    await hub.close();
  });
  /** Puts people into the room as if they had always been there: nobody hears of it. */
  const seat = (seats: readonly { id: string | undefined; role: string }[]) =>
    hub.sql.query(
      `insert into memberships (room_id, account_id, role, state, name, kind, joined_at, touched)
       select $1, a.id, x.role, 'member', a.name, a.kind, now(), 1 from jsonb_to_recordset($2::jsonb) as x (id uuid, role text) join accounts a on a.id = x.id`,
      [roomId, JSON.stringify(seats)],
    );

  /** Whoever may follow a stream is told all of it from its beginning. */
  async function follow(): Promise<void> {
    const after = { epoch: 1, seq: 0 };
    for (const [name, { live }] of listening) {
      const refused = async (stream: string) => {
        const answer = await live.ask('stream:open', { stream, after });
        return answer.ok ? null : answer.error.code;
      };
      const may = (verb: string) => /yes|pub/.test(page.inRooms.get(verb)?.[name] ?? '');
      expect({ name, refused: await refused(`room:${roomId}`) }).toEqual({
        name,
        refused: may('room.follow') ? null : 'not-found',
      });
      expect({ name, refused: await refused(`room:${roomId}:staff`) }).toEqual({
        name,
        refused: may('room.follow-staff') ? null : 'not-allowed',
      });
      expect({ name, refused: await refused(`account:${nadia.id}`) }).toEqual({ name, refused: 'not-found' });
    }
  }

  /** Ordinary people do ordinary things until every type of event has happened. */
  async function everythingHappens(admin: Person): Promise<void> {
    const { socket: host } = clara;
    const { socket: guestStar } = nadia;
    const inRoom = { roomId };
    await guestStar.do('rooms:join', inRoom);
    const { messageId } = await host.post(roomId, 'Hola a todas', { mentions: [nadia.id] });
    await host.do('chat:edit', { ...inRoom, clientId: key(), messageId, text: 'Hola', mentions: [nadia.id] });
    await previewsHappen(hub, host, roomId);
    await guestStar.do('chat:react', { ...inRoom, clientId: key(), messageId, emoji: '👋', on: true });
    await host.do('chat:delete', { ...inRoom, clientId: key(), messageId });
    await host.do('chat:undo-delete', { ...inRoom, clientId: key(), messageId });
    await host.do('chat:delete', { ...inRoom, clientId: key(), messageId });
    await threadsHappen(inRoom);
    hub.clock.advance(11 * MINUTES);
    await hub.app.get(ChatService).eraseDue();
    const files = [await uploaded(clara, roomId, 'a.txt', 'a'), await uploaded(clara, roomId, 'b.txt', 'b')];
    const [material] = await Promise.all(
      files.map(({ id: fileId }) => host.do('materials:add', { ...inRoom, clientId: key(), fileId, title: 'Apuntes' })),
    );
    const about = { ...inRoom, clientId: '', materialId: material?.materialId ?? '' };
    await host.do('materials:edit', { ...about, clientId: key(), title: 'Tema 1', licence: 'CC BY 4.0' });
    await host.do('materials:move', { ...about, clientId: key(), place: 1 });
    await host.do('materials:remove', { ...about, clientId: key() });
    await stageHappens(clara, roomId);
    await callHappens(clara, nadia);
    await recordingHappens(hub, clara, nadia, roomId);
    await host.do('rooms:set-locks', { ...inRoom, locks: { chat: true } });
    await host.do('rooms:edit', { ...inRoom, about: 'Otra cosa' });
    await meetingsHappen(hub, clara.socket, nadia.socket, { ...inRoom, personId: nadia.id });
    await breakoutsHappen(hub, clara, nadia, roomId);
    await orderIsKept(hub, roomId, clara, nadia, ORDER);
    await host.do('rooms:set-role', { ...inRoom, personId: nadia.id, role: 'spectator' });
    await nadia.http.patch('/api/account', { name: 'Nadia Nueva' });
    await nadia.http.patch('/api/profile', { skills: ['vela'] });
    await nadia.http.put(`/api/people/${clara.id}/follow`);
    await hub.log.settled();
    await host.do('rooms:remove', { ...inRoom, personId: nadia.id });
    await guestStar.do('rooms:join', inRoom);
    await guestStar.do('rooms:leave', inRoom);
    await host.do('rooms:ban', { ...inRoom, personId: nadia.id, reason: REASON });
    await host.do('rooms:unban', { ...inRoom, personId: nadia.id });
    await admin.socket.do('rooms:archive', inRoom);
    await admin.socket.do('rooms:reopen', inRoom);
    await hub.log.settled();
    await nadia.http.post('/api/notices/read', { upTo: hub.clock.now().toISOString() });
    await admin.http.put(`/api/admin/people/${nadia.id}/ban`, { reason: `${REASON}-de-todo` });
  }

  /** Asked, answered in a thread, marked, thanked for, decided. */
  async function threadsHappen(inRoom: { roomId: string }): Promise<void> {
    const { socket: host } = clara;
    const { messageId } = await host.post(roomId, '¿Quedamos?', { asks: true });
    const { messageId: answerId } = await nadia.socket.post(roomId, 'Sí', { threadId: messageId });
    await host.do('chat:mark-answer', { ...inRoom, clientId: key(), messageId, answerId });
    await host.do('chat:thank', { ...inRoom, clientId: key(), messageId: answerId });
    await host.do('chat:pin', { ...inRoom, clientId: key(), messageId, pin: 'decision' });
  }

  const typesOf = (live: Live, stream: string) => [...new Set(live.ofStream(stream).map(({ type }) => type))].sort();
  const expected = (stream: string) => [...(page.audiences.get(stream) ?? [])].sort();
  const caughtUp = (live: Live, stream: string) =>
    waitFor(`all of ${stream}`, () => live.ofStream(stream).some(({ seq }) => seq === heads.get(stream)));

  it('the page and the contract know the same types', () => {
    expect([...page.audiences.values()].flat().sort()).toEqual(Object.keys(eventPayloads).sort());
  });

  it.each(Object.keys(subscribers))('%s', async (name) => {
    const { live, person, heard } = listening.get(name) ?? fail(name);
    const room = `room:${roomId}`;
    await caughtUp(live, room);
    expect(typesOf(live, room)).toEqual(expected('room'));
    if (page.inRooms.get('room.follow-staff')?.[name] === 'yes') {
      await caughtUp(live, `${room}:staff`);
      expect(typesOf(live, `${room}:staff`)).toEqual(expected('room:staff'));
    }
    const streams = [room, `${room}:staff`, `account:${person.id}`];
    expect(live.events.filter(({ stream }) => !streams.includes(stream))).toEqual([]);
    if (page.inRooms.get('room.follow-staff')?.[name] !== 'yes') expect(typesOf(live, `${room}:staff`)).toEqual([]);
    // Of what they did not do themselves they hear only that a meeting of theirs is near.
    expect(typesOf(live, `account:${person.id}`).filter((type) => !type.startsWith('notifications'))).toEqual([]);
    for (const event of live.events) eventPayloads[event.type].parse(event.payload);
    expect(heard.length).toBeGreaterThan(3);
    noSecrets(name, heard);
  });

  it('the person herself, on her own devices', async () => {
    const own = `account:${nadia.id}`;
    await caughtUp(nadia.socket, own);
    expect(typesOf(nadia.socket, own)).toEqual(expected('account'));
    expect(
      nadia.socket
        .ofStream(own)
        .map(({ seq }) => seq)
        .slice(0, heads.get(own)),
    ).toEqual(Array.from({ length: heads.get(own) ?? 0 }, (_, index) => index + 1));
    expect(JSON.stringify(nadia.socket.events)).not.toContain(REASON);
    expect(clara.socket.ofStream(own)).toEqual([]);
  });

  it('everything that can happen has happened', () => {
    const happened = new Set<EventType>(
      [...listening.values()].flatMap(({ live }) => live.events.map(({ type }) => type)),
    );
    for (const { type } of nadia.socket.events) happened.add(type);
    expect([...happened].sort()).toEqual(Object.keys(eventPayloads).sort());
  });

  /** Addresses, password hashes, and the reasons of bans outside the stream of the staff. */
  function noSecrets(name: string, heard: readonly string[]): void {
    for (const frame of heard) {
      expect({ name, frame }).not.toEqual({
        name,
        frame: expect.stringMatching(/@example\.org|\$argon2|refresh|password/),
      });
      if (!frame.includes(`room:${roomId}:staff`))
        for (const reason of [REASON, ORDER]) expect(frame).not.toContain(reason);
    }
  }
});

function fail(what: string): never {
  throw new Error(`Missing: ${what}`);
}
