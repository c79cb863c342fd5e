import { randomUUID } from 'node:crypto';
import { PINS_MAX, type MessageView } from '../../src/contract/chat.contract.js';
import type { PinsList, QuestionsPage, Reactors } from '../../src/contract/threads.contract.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const key = () => randomUUID();

describe('threads, questions and pins', () => {
  let hub: TestHub;
  let host: Person;
  let ana: Person;
  let beto: Person;
  let roomId: string;

  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous] });
    [host, ana, beto] = await Promise.all([hub.person('Host'), hub.person('Ana'), hub.person('Beto')]);
    await Promise.all([host, ana, beto].map((person) => person.connect()));
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    roomId = await hub.room(host);
    for (const person of [ana, beto]) await person.socket.do('rooms:join', { roomId });
  });

  const about = (messageId: string) => ({ roomId, clientId: key(), messageId });
  const one = async (id: string) => (await ana.http.get<MessageView>(`/api/rooms/${roomId}/messages/${id}`)).body;
  const questions = async (state: 'open' | 'answered') => {
    const { body } = await ana.http.get<QuestionsPage>(`/api/rooms/${roomId}/questions?state=${state}`);
    return body.questions.map(({ question }) => question.id);
  };
  const pins = async () =>
    (await ana.http.get<PinsList>(`/api/rooms/${roomId}/pins`)).body.pins.map(({ id, pin }) => ({ id, pin }));

  it('a thread begins on any message of the main list, and on none inside another', async () => {
    const { messageId: root } = await ana.socket.post(roomId, 'raíz');
    const { messageId: reply } = await beto.socket.post(roomId, 'uno', { threadId: root });
    const post = { roomId, clientId: key(), text: 'x' };
    expect(await ana.socket.refused('chat:post', { ...post, threadId: reply })).toBe('chat/not-a-thread');
    expect(await ana.socket.refused('chat:post', { ...post, clientId: key(), threadId: key() })).toBe(
      'chat/message-gone',
    );
    expect(await ana.socket.refused('chat:post', { ...post, clientId: key(), replyTo: reply })).toBe(
      'chat/other-thread',
    );
    const elsewhere = await hub.room(host);
    const far = { ...post, clientId: key(), roomId: elsewhere, threadId: root };
    expect(await host.socket.refused('chat:post', far)).toBe('chat/message-gone');
    await ana.socket.post(roomId, 'dos', { threadId: root, replyTo: reply });
    expect((await one(root)).replies).toMatchObject({ count: 2, people: [ana.id, beto.id] });
    expect(await hub.app.get(ChatService).threadFollowers(hub.sql, root)).toHaveLength(2);
    await beto.socket.do('chat:follow-thread', { roomId, threadId: root, following: true, muted: true });
    expect(await hub.app.get(ChatService).threadFollowers(hub.sql, root)).toEqual([ana.id]);
    await ana.socket.do('chat:delete', about(root));
    expect(await one(root)).toMatchObject({ state: 'deleted', text: null, replies: { count: 2 } });
    await beto.socket.post(roomId, 'sigue', { threadId: root });
    await beto.socket.do('chat:delete', about(reply));
    expect((await one(root)).replies).toMatchObject({ count: 2, people: [beto.id, ana.id] });
    await beto.socket.do('chat:undo-delete', about(reply));
    expect((await one(root)).replies?.count).toBe(3);
  });

  it('the answer is marked by the asker or staff, and goes with the message that gave it', async () => {
    const { messageId: question } = await ana.socket.post(roomId, '¿Qué hora es?', { asks: true });
    const { messageId: answer } = await beto.socket.post(roomId, 'Las seis', { replyTo: question });
    const { messageId: other } = await beto.socket.post(roomId, 'por decir algo');
    const mark = (answerId: string | null) => ({ ...about(question), answerId });
    expect(await questions('open')).toEqual([question]);
    expect(await beto.socket.refused('chat:mark-answer', mark(answer))).toBe('chat/not-your-question');
    expect(await ana.socket.refused('chat:mark-answer', mark(other))).toBe('chat/not-an-answer');
    expect(await host.socket.refused('chat:mark-answer', { ...about(other), answerId: answer })).toBe(
      'chat/not-a-question',
    );
    await ana.socket.do('chat:mark-answer', mark(answer));
    expect(await questions('answered')).toEqual([question]);
    await host.socket.do('chat:mark-answer', mark(null));
    expect(await questions('open')).toEqual([question]);
    await host.socket.do('chat:mark-answer', mark(answer));
    await beto.socket.do('chat:delete', about(answer));
    expect(await questions('open')).toEqual([question]);
    expect((await one(question)).answerId).toBeNull();
    await beto.socket.do('chat:undo-delete', about(answer));
    expect((await one(question)).answerId).toBeNull();
  });

  it('one thanks once, for a reply of somebody else', async () => {
    const { messageId: first } = await ana.socket.post(roomId, 'primera');
    const { messageId: reply } = await beto.socket.post(roomId, 'ayudo', { threadId: first });
    expect(await ana.socket.refused('chat:thank', about(first))).toBe('chat/not-a-reply');
    expect(await beto.socket.refused('chat:thank', about(reply))).toBe('chat/own-reply');
    const { seq } = await ana.socket.do('chat:thank', about(reply));
    expect(await ana.socket.do('chat:thank', about(reply))).toEqual({ seq });
    await host.socket.do('chat:thank', about(reply));
    expect((await one(reply)).thanks).toBe(2);
  });

  it('staff pins and decides, up to a limit; what is deleted is pinned no more', async () => {
    const { messageId } = await ana.socket.post(roomId, 'a mano');
    expect(await ana.socket.refused('chat:pin', { ...about(messageId), pin: 'pin' })).toBe('not-allowed');
    const decision = { roomId, clientId: key(), text: 'los lunes', decision: true };
    expect(await ana.socket.refused('chat:post', decision)).toBe('not-allowed');
    const decided = await host.socket.do('chat:post', { ...decision, clientId: key() });
    await host.socket.do('chat:pin', { ...about(messageId), pin: 'pin' });
    expect(await pins()).toEqual([
      { id: messageId, pin: 'pin' },
      { id: decided.messageId, pin: 'decision' },
    ]);
    await host.socket.do('chat:pin', { ...about(messageId), pin: 'decision' });
    await ana.socket.do('chat:delete', about(messageId));
    await ana.socket.do('chat:undo-delete', about(messageId));
    expect(await pins()).toEqual([{ id: decided.messageId, pin: 'decision' }]);
    await hub.sql.query(
      `insert into messages (id, room_id, seq, touched, author_id, client_id, text, posted_at, pin, pin_seq)
       select gen_random_uuid(), $1, 1000 + n, 1000 + n, $2, gen_random_uuid(), 'relleno', now(), 'pin', n from generate_series(2, $3::int) n`,
      [roomId, host.id, PINS_MAX],
    );
    expect(await host.socket.refused('chat:pin', { ...about(messageId), pin: 'pin' })).toBe('chat/too-many-pins');
    await host.socket.do('chat:pin', { ...about(decided.messageId), pin: null });
    await host.socket.do('chat:pin', { ...about(messageId), pin: 'pin' });
  });

  it('a message is found by its place, and who reacted is told by name', async () => {
    const { messageId, seq } = await ana.socket.post(roomId, 'aquí');
    const { body } = await beto.http.get<MessageView>(`/api/rooms/${roomId}/messages/at/${seq}`);
    expect(body.id).toBe(messageId);
    expect((await beto.http.get(`/api/rooms/${roomId}/messages/at/${seq + 50}`)).status).toBe(404);
    await beto.socket.do('chat:react', { ...about(messageId), emoji: '👍', on: true });
    const who = await ana.http.get<Reactors>(`/api/rooms/${roomId}/messages/${messageId}/reactions`);
    expect(who.body).toMatchObject({ reactors: [{ emoji: '👍', person: { name: 'Beto' } }], more: 0 });
    await ana.socket.do('chat:delete', about(messageId));
    expect((await ana.http.get(`/api/rooms/${roomId}/messages/${messageId}/reactions`)).status).toBe(404);
    const closed = await hub.room(host, { visibility: 'private' });
    const inside = await host.socket.post(closed, 'dentro');
    expect((await ana.http.get(`/api/rooms/${closed}/messages/at/${inside.seq}`)).status).toBe(404);
  });
});
