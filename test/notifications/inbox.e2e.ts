import { randomUUID } from 'node:crypto';
import type {
  NoticePreferences,
  NoticesPage,
  NoticeView,
  UnreadNotices,
} from '../../src/contract/notifications.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { NotificationsService } from '../../src/features/notifications/notifications.service.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const DAY_MS = 24 * 60 * 60_000;
const key = () => randomUUID();

describe('the inbox', () => {
  let hub: TestHub;
  let hilda: Person;
  let leo: Person;
  let roomId: string;
  let directId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    [hilda, leo] = await Promise.all([hub.person('Hilda'), hub.person('Leo')]);
    await Promise.all([hilda.connect(), leo.connect()]);
    roomId = await hub.room(hilda);
    await leo.socket.do('rooms:join', { roomId });
    directId = (await hilda.http.post<RoomCard>('/api/rooms/direct', { personIds: [leo.id] })).body.room.id;
    await leo.socket.open(`account:${leo.id}`);
  });

  const inbox = async (of = leo, query = ''): Promise<NoticeView[]> => {
    await hub.log.settled();
    return (await of.http.get<NoticesPage>(`/api/notices${query}`)).body.notices;
  };
  const unread = async (of = leo) => {
    await hub.log.settled();
    return (await of.http.get<UnreadNotices>('/api/notices/unread')).body.unread;
  };
  const mention = (text = 'Mira esto') => hilda.socket.post(roomId, text, { mentions: [leo.id] });
  const counts = () =>
    leo.socket.events.flatMap((event) =>
      event.type === 'notifications.notice-added' || event.type === 'notifications.notices-read'
        ? [event.payload.unread]
        : [],
    );

  it('tells of a mention and of a direct message, each once, with what was said and where', async () => {
    await mention('Mira esto');
    await hilda.socket.post(directId, 'Solo para ti', { mentions: [leo.id] });
    await hilda.socket.post(roomId, 'Sin nombrar a nadie');
    expect(await inbox()).toMatchObject([
      { what: 'direct', read: false, by: { name: 'Hilda' }, message: { excerpt: 'Solo para ti' } },
      { what: 'mention', room: { id: roomId, title: 'Grupo de prueba' }, message: { excerpt: 'Mira esto' } },
    ]);
    expect(await inbox(hilda)).toEqual([]);
    await waitFor('both counts', () => counts().at(-1) === 2);
    expect(leo.socket.ofStream(`account:${leo.id}`).filter(({ type }) => type.startsWith('notif')).length).toBe(2);
  });

  it('tells once of a mention that an edit repeats, and of one that an edit adds', async () => {
    const { messageId } = await hilda.socket.post(roomId, 'Hola');
    const edit = (text: string) =>
      hilda.socket.do('chat:edit', { roomId, clientId: key(), messageId, text, mentions: [leo.id] });
    await edit('Hola, Leo');
    await hilda.socket.do('chat:edit', { roomId, clientId: key(), messageId, text: 'Hola', mentions: [] });
    await edit('Hola otra vez, Leo');
    expect((await inbox()).map(({ message }) => message?.excerpt)).toEqual(['Hola otra vez, Leo']);
  });

  it('is read by reading the room up to there, on all devices', async () => {
    const { seq } = await mention();
    await mention('Y esto');
    expect(await unread()).toBe(2);
    const other = await leo.connect();
    await other.open(`account:${leo.id}`);
    await leo.socket.do('chat:read', { roomId, seq });
    expect(await unread()).toBe(1);
    await waitFor('the other device hears of it', () =>
      other.events.some(
        ({ type, payload }) => type === 'notifications.notices-read' && 'unread' in payload && payload.unread === 1,
      ),
    );
    expect((await inbox()).map(({ read }) => read)).toEqual([false, true]);
    other.close();
  });

  it('counts nothing that its room had shown before the notice came', async () => {
    const { seq } = await mention();
    await leo.socket.do('chat:read', { roomId, seq });
    expect(await unread()).toBe(0);
    expect(await inbox(leo, '?filter=unread')).toEqual([]);
  });

  it('is read one by one and all up to what was seen, but never what came after', async () => {
    await mention('uno');
    hub.clock.advance(1_000);
    await mention('dos');
    const [second, first] = await inbox();
    const read = (body: object) => leo.http.post<{ unread: number }>('/api/notices/read', body);
    expect((await read({ noticeIds: [first?.id] })).body).toEqual({ unread: 1 });
    hub.clock.advance(1_000);
    await mention('tres');
    await hub.log.settled();
    expect((await read({ upTo: second?.at })).body).toEqual({ unread: 1 });
    expect((await inbox(leo, '?filter=unread')).map(({ message }) => message?.excerpt)).toEqual(['tres']);
    expect((await read({ noticeIds: [first?.id], upTo: second?.at })).status).toBe(400);
  });

  it('is one’s own: nobody else reads it or marks it read', async () => {
    await mention();
    const [notice] = await inbox();
    expect((await hilda.http.post<{ unread: number }>('/api/notices/read', { noticeIds: [notice?.id] })).status).toBe(
      200,
    );
    expect(await unread()).toBe(1);
    expect((await hub.visitor().get('/api/notices')).status).toBe(401);
    expect(await inbox(hilda, `?before=${notice?.id}`)).toEqual([]);
  });

  it('forgets a message with its words, and knows it again after an undo', async () => {
    const { messageId } = await mention('Secreto');
    expect(await unread()).toBe(1);
    await hilda.socket.do('chat:delete', { roomId, clientId: key(), messageId });
    expect([await unread(), await inbox()]).toEqual([0, []]);
    await hilda.socket.do('chat:undo-delete', { roomId, clientId: key(), messageId });
    expect((await inbox()).map(({ message }) => message?.excerpt)).toEqual(['Secreto']);
    await waitFor('the bell follows', () => counts().at(-1) === 1);
  });

  it('shows nothing of a room that one may no longer read, but says that one was removed', async () => {
    await mention('Para quien está');
    await hilda.socket.do('rooms:remove', { roomId, personId: leo.id });
    expect((await inbox()).map(({ what }) => what)).toEqual(['removed']);
    expect(await unread()).toBe(1);
  });

  it('tells what others decided about one: role, ban (once), its end; standing and suspension', async () => {
    await hilda.socket.do('rooms:set-role', { roomId, personId: leo.id, role: 'co-host' });
    await hilda.socket.do('rooms:ban', { roomId, personId: leo.id, reason: 'motivo para el equipo' });
    hub.clock.advance(1_000);
    await hilda.socket.do('rooms:unban', { roomId, personId: leo.id });
    const admin = await hub.person('Ada', { role: 'admin' });
    await admin.http.put(`/api/admin/people/${leo.id}/mentor`, { standing: 'granted' });
    await admin.http.put(`/api/admin/people/${leo.id}/role`, { role: 'staff' });
    const told = await inbox(leo, '?filter=decisions');
    expect(told.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['platform-role', 'mentor-granted', 'unbanned', 'banned', 'role']),
    );
    expect(told).toHaveLength(5);
    expect(JSON.stringify(told)).not.toContain('motivo');
    expect(told.find(({ what }) => what === 'role')).toMatchObject({ role: 'co-host', room: { id: roomId } });
  });

  it('keeps out what one does not want: a kind, a room; never a decision', async () => {
    const set = (body: object) => leo.http.put<NoticePreferences>('/api/notices/preferences', body);
    const { body } = await set({ kinds: { mention: { inbox: false }, decision: { inbox: false } } });
    expect(body.kinds).toMatchObject({ mention: { inbox: false, mail: true }, decision: { inbox: true } });
    await mention();
    await hilda.socket.post(directId, 'Hola');
    expect((await inbox()).map(({ what }) => what)).toEqual(['direct']);
    await set({ kinds: { mention: { inbox: true } } });
    await leo.http.put(`/api/notices/rooms/${roomId}`, { off: true });
    await mention();
    await hilda.socket.do('rooms:set-role', { roomId, personId: leo.id, role: 'spectator' });
    expect((await inbox()).map(({ what }) => what)).toEqual(['role', 'direct']);
    await leo.http.put(`/api/notices/rooms/${roomId}`, { off: false });
    await mention();
    expect((await inbox()).map(({ what }) => what)).toEqual(['mention', 'role', 'direct']);
    expect((await set({ quiet: { from: '22:00', until: '22:00' } })).status).toBe(400);
  });

  it('is the same after a rebuild from zero, with what was read, and nobody is told again', async () => {
    await mention('uno');
    await hilda.socket.post(directId, 'dos');
    const { messageId } = await mention('tres');
    await hilda.socket.do('chat:delete', { roomId, clientId: key(), messageId });
    const [newest] = await inbox();
    await leo.http.post('/api/notices/read', { noticeIds: [newest?.id] });
    const before = await inbox();
    expect(before.map(({ read }) => read)).toEqual([true, false]);
    await hub.sql.query('delete from notices where account_id = $1 and id <> $2', [leo.id, newest?.id]);
    const [{ count } = { count: 0 }] = await hub.sql.query<{ count: number }>('select count(*) from events');
    await hub.log.rebuild('notifications.inbox');
    const after = await inbox();
    expect(after.map(({ id: _, ...rest }) => rest)).toEqual(before.map(({ id: _, ...rest }) => rest));
    expect(after[0]?.id).toBe(newest?.id);
    expect(await hub.sql.query('select count(*) from events')).toEqual([{ count }]);
  });

  it('comes in pages without holes, and forgets what was read three months ago', async () => {
    for (let nth = 0; nth < 33; nth += 1) await hilda.socket.post(directId, `mensaje ${nth}`);
    const first = await inbox();
    const { body } = await leo.http.get<NoticesPage>(`/api/notices?before=${first.at(-1)?.id}`);
    expect([...first, ...body.notices].map(({ message }) => message?.excerpt)).toEqual(
      Array.from({ length: 33 }, (_, nth) => `mensaje ${32 - nth}`),
    );
    expect(body.next).toBeNull();
    await leo.http.post('/api/notices/read', { noticeIds: body.notices.map(({ id }) => id) });
    hub.clock.advance(91 * DAY_MS);
    await hub.app.get(NotificationsService).forgetRead();
    const [left] = await hub.sql.query<{ count: number }>('select count(*) from notices where account_id = $1', [
      leo.id,
    ]);
    expect(left?.count).toBe(30);
    await hub.log.rebuild('notifications.inbox');
    const [again] = await hub.sql.query<{ count: number }>('select count(*) from notices where account_id = $1', [
      leo.id,
    ]);
    expect(again?.count).toBe(30);
  });
});
