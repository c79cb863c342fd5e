import { randomUUID } from 'node:crypto';
import type { NoticesPage, UnreadNotices } from '../../src/contract/notifications.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

describe('notices of threads, questions and across a block', () => {
  let hub: TestHub;
  let hilda: Person;
  let leo: Person;
  let noa: Person;
  let roomId: string;
  beforeAll(async () => {
    hub = await TestHub.boot();
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    [hilda, leo, noa] = await Promise.all([hub.person('Hilda'), hub.person('Leo'), hub.person('Noa')]);
    await Promise.all([hilda, leo, noa].map((person) => person.connect()));
    roomId = await hub.room(hilda);
    for (const { socket } of [leo, noa]) await socket.do('rooms:join', { roomId });
  });

  const told = async (of: Person) => {
    await hub.log.settled();
    const { body } = await of.http.get<NoticesPage>('/api/notices');
    return body.notices.map(({ what, read }) => `${what}${read ? ', read' : ''}`);
  };
  const unread = async (of: Person) => (await of.http.get<UnreadNotices>('/api/notices/unread')).body.unread;

  it('tell who follows a thread of its replies, once, until the thread is read', async () => {
    const { messageId: threadId, seq } = await leo.socket.post(roomId, '¿Qué leemos?');
    await noa.socket.post(roomId, 'El capítulo 3', { threadId });
    const reply = await hilda.socket.post(roomId, '@Leo el 4', { threadId, mentions: [leo.id] });
    expect(await told(leo)).toEqual(['mention', 'reply']);
    expect(await told(noa)).toEqual(['reply']);
    // Reading the room reads no thread.
    await leo.socket.do('chat:read', { roomId, seq: reply.seq });
    expect(await unread(leo)).toBe(2);
    await leo.socket.do('chat:read-thread', { roomId, threadId, seq: reply.seq });
    expect(await told(leo)).toEqual(['mention, read', 'reply, read']);
    expect(await unread(leo)).toBe(0);
    expect(seq).toBeLessThan(reply.seq);
  });

  it('tell who asked that there is an answer, and who answered that it was the one', async () => {
    const { messageId } = await leo.socket.post(roomId, '¿Cuándo?', { asks: true });
    const { messageId: answerId, seq } = await noa.socket.post(roomId, 'El jueves', { replyTo: messageId });
    await leo.socket.do('chat:read', { roomId, seq });
    await hilda.socket.do('chat:mark-answer', { roomId, clientId: randomUUID(), messageId, answerId });
    expect(await told(leo)).toEqual(['answered']);
    expect(await told(noa)).toEqual(['chosen']);
  });

  it('tell what the team decided: a mute, a hidden message, a report; never why before everybody', async () => {
    const { messageId } = await leo.socket.post(roomId, '@Noa palabras feas', { mentions: [noa.id] });
    const at = { roomId, clientId: randomUUID(), messageId };
    expect(await told(noa)).toEqual(['mention']);
    await noa.socket.do('chat:report', { ...at, reason: 'harassment' });
    await hilda.socket.do('chat:hide', { ...at, clientId: randomUUID(), reason: 'motivo' });
    expect(await told(noa)).toEqual(['report-acted']);
    expect(await told(leo)).toEqual(['message-hidden']);
    await hilda.socket.do('rooms:mute', { roomId, personId: leo.id, minutes: 10, reason: 'motivo' });
    expect(await told(leo)).toEqual(['muted', 'message-hidden']);
    expect(JSON.stringify((await leo.http.get('/api/notices')).body)).not.toContain('motivo');
  });

  it('never pass a block', async () => {
    const { messageId: threadId } = await leo.socket.post(roomId, 'Un hilo');
    const blocked = await leo.http.put(`/api/people/${noa.id}/block`, { on: true });
    expect(blocked.status).toBe(200);
    await noa.socket.post(roomId, '@Leo, hola', { mentions: [leo.id] });
    await noa.socket.post(roomId, 'Respondo', { threadId });
    await hilda.socket.post(roomId, 'Yo también', { threadId });
    expect(await told(leo)).toEqual(['reply']);
  });
});
