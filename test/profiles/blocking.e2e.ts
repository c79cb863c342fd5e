import { randomUUID } from 'node:crypto';
import type { PersonProfile, Ties } from '../../src/contract/profiles.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import { ProfilesService } from '../../src/features/profiles/profiles.service.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

describe('a block', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let caro: Person;
  let roomId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto, caro] = await Promise.all(['Ana', 'Beto', 'Caro'].map((name) => hub.person(name)));
    roomId = await hub.room(ana);
    for (const person of [ana, beto, caro]) await person.connect();
    for (const { socket } of [beto, caro]) await socket.do('rooms:join', { roomId });
  });
  afterAll(() => hub.close());

  const direct = (from: Person, to: Person) => from.http.post<RoomCard>('/api/rooms/direct', { personIds: [to.id] });
  const block = (from: Person, to: Person) => from.http.put(`/api/people/${to.id}/block`);
  const unblock = (from: Person, to: Person) => from.http.delete(`/api/people/${to.id}/block`);

  it('is known to whoever blocks, on all their devices, and to nobody else', async () => {
    await ana.http.put(`/api/people/${beto.id}/follow`);
    await ana.socket.event('profiles.tie-changed', ({ payload }) => payload.followed);
    expect(await block(ana, beto)).toMatchObject({ status: 200, body: { followed: false, blocked: true } });
    await ana.socket.event('profiles.tie-changed', ({ payload }) => payload.blocked);
    const { body } = await ana.http.get<Ties>('/api/profile/ties');
    expect(body).toMatchObject({ followed: [], blocked: [{ name: 'Beto' }] });
    expect((await beto.http.get('/api/profile/ties')).body).toEqual({ followed: [], blocked: [] });
    const profiles = hub.app.get(ProfilesService);
    expect(await profiles.blockedBy(ana.id)).toEqual([beto.id]);
    expect(await profiles.blockedEither(hub.sql, beto.id, [ana.id, caro.id])).toEqual(new Set([ana.id]));
    expect(await profiles.blockedEither(hub.sql, ana.id, [beto.id, caro.id])).toEqual(new Set([beto.id]));
    expect(await ana.http.put(`/api/people/${beto.id}/follow`)).toMatchObject({ body: { code: 'not-allowed' } });
    expect(beto.socket.events.some(({ type }) => type.startsWith('profiles.'))).toBe(false);
  });

  it('refuses a direct room with the words of every other reason', async () => {
    const minor = await hub.person('Menor', { ageBand: '16-17' });
    const stranger = await hub.person('Otra');
    const reasons = await Promise.all([direct(beto, ana), direct(ana, beto), direct(stranger, minor)]);
    for (const { status, body } of reasons) {
      expect({ status, body: { ...body, requestId: '' } }).toEqual({
        status: 403,
        body: { ...reasons[0]?.body, requestId: '' },
      });
      expect(body).toMatchObject({ code: 'rooms/no-direct' });
    }
  });

  it('leaves of one’s page what a visitor sees, also with a room in common', async () => {
    await ana.http.patch('/api/profile', { skills: ['vela'], offers: ['té'], visibility: { offers: 'all' } });
    const { body } = await beto.http.get<PersonProfile>(`/api/people/${ana.id}`);
    expect(body).toMatchObject({ person: { name: 'Ana' }, skills: [], offers: ['té'], timeZone: null });
    expect((await caro.http.get<PersonProfile>(`/api/people/${ana.id}`)).body.skills).toEqual(['vela']);
  });

  it('makes no mention of a mention, in their room', async () => {
    const said = await beto.socket.post(roomId, '@Ana @Caro hola', { mentions: [ana.id, caro.id] });
    await caro.socket.event('chat.person-mentioned', ({ payload }) => payload.messageId === said.messageId);
    await caro.socket.post(roomId, '@Ana hola', { mentions: [ana.id] });
    await ana.socket.event('chat.person-mentioned', ({ payload }) => payload.by.id === caro.id);
    expect(
      ana.socket.events.filter(
        ({ type, payload }) => type === 'chat.person-mentioned' && JSON.stringify(payload).includes(beto.id),
      ),
    ).toEqual([]);
    const { body } = await ana.http.get<RoomCard>(`/api/rooms/${roomId}`);
    expect(body).toMatchObject({ unread: 2, mentions: 1 });
  });

  it('ends what was written directly until it is lifted, whoever tries', async () => {
    await unblock(ana, beto);
    const { id } = (await direct(ana, beto)).body.room;
    const { messageId } = await beto.socket.post(id, 'hola');
    await block(ana, beto);
    for (const { socket } of [ana, beto]) {
      const about = { roomId: id, clientId: randomUUID() };
      expect(await socket.refused('chat:post', { ...about, text: 'hola' })).toBe('rooms/no-direct');
      expect(
        await socket.refused('chat:react', { ...about, clientId: randomUUID(), messageId, emoji: '👋', on: true }),
      ).toBe('rooms/no-direct');
    }
    const edit = { roomId: id, clientId: randomUUID(), messageId, text: 'otra cosa' };
    expect(await beto.socket.refused('chat:edit', edit)).toBe('rooms/no-direct');
    expect((await direct(beto, ana)).body.room.id).toBe(id);
    await beto.socket.do('chat:delete', { roomId: id, clientId: randomUUID(), messageId });
    await unblock(ana, beto);
    await beto.socket.post(id, 'otra vez');
  });

  it('and a message: one of them is first, and the answer says which', async () => {
    const { id } = (await direct(ana, beto)).body.room;
    for (let round = 0; round < 10; round += 1) {
      const posting = beto.socket.ask('chat:post', { roomId: id, clientId: randomUUID(), text: `n.º ${round}` });
      await block(ana, beto);
      const before = await hub.sql.query<{ seq: number }>('select seq from streams where id = $1', [`room:${id}`]);
      const answer = await posting;
      const after = await hub.sql.query<{ seq: number }>('select seq from streams where id = $1', [`room:${id}`]);
      // Once the block was answered nothing more came.
      expect({ answer: answer.ok || answer.error.code, after }).toEqual({
        answer: answer.ok || 'rooms/no-direct',
        after: before,
      });
      await unblock(ana, beto);
    }
  });

  it('is not of oneself, of nobody, or by a guest', async () => {
    expect(await block(ana, ana)).toMatchObject({ body: { code: 'not-allowed' } });
    expect(await ana.http.put(`/api/people/${randomUUID()}/block`)).toMatchObject({ status: 404 });
    expect(await ana.http.put(`/api/people/${ana.id}/follow`)).toMatchObject({ body: { code: 'not-allowed' } });
  });
});
