import { randomUUID } from 'node:crypto';
import type { MessagesPage } from '../../src/contract/chat.contract.js';
import { UNDO_DELETE_MINUTES } from '../../src/contract/chat.contract.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const MINUTE = 60_000;
const key = () => randomUUID();

describe('changing what one said', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let caro: Person;
  let roomId: string;
  const page = async (who: Person, query = ''): Promise<MessagesPage> =>
    (await who.http.get<MessagesPage>(`/api/rooms/${roomId}/messages${query}`)).body;
  const messageOf = async (who: Person, id: string) => (await page(who)).messages.find((message) => message.id === id);

  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto, caro] = await Promise.all([hub.person('Ana'), hub.person('Beto'), hub.person('Caro')]);
  });
  afterAll(() => hub.close());

  beforeEach(async () => {
    roomId = await hub.room(ana, { title: 'Sala de charla' });
    for (const person of [ana, beto, caro]) if (person.lives.length === 0) await person.connect();
    await beto.socket.do('rooms:join', { roomId });
    await caro.socket.do('rooms:join', { roomId });
    await ana.socket.open(`room:${roomId}`);
  });
  afterEach(() => ana.socket.do('stream:close', { stream: `room:${roomId}` }));

  it('an edit is seen by all, what it said before by the staff of the room only', async () => {
    const { messageId, postedAt } = await beto.socket.post(roomId, 'uno');
    for (const text of ['dos', 'tres']) await beto.socket.do('chat:edit', { roomId, clientId: key(), messageId, text });
    expect(await messageOf(caro, messageId)).toMatchObject({ text: 'tres', editedAt: expect.any(String) });
    const versions = `/api/rooms/${roomId}/messages/${messageId}/versions`;
    const seen = await ana.http.get<{ versions: { text: string; at: string }[] }>(versions);
    expect(seen.body.versions.map(({ text }) => text)).toEqual(['uno', 'dos', 'tres']);
    expect(seen.body.versions[0]?.at).toBe(postedAt);
    expect((await caro.http.get(versions)).status).toBe(403);
    expect((await beto.http.get(versions)).status).toBe(403);
    expect(await ana.socket.refused('chat:edit', { roomId, clientId: key(), messageId, text: 'x' })).toBe(
      'chat/not-yours',
    );
  });

  it('a batch may edit one message several times, and keeps every version', async () => {
    const { messageId } = await beto.socket.post(roomId, 'v0');
    const second = await beto.connect();
    const third = await beto.connect();
    await Promise.all(
      [beto.socket, second, third].map((device, n) =>
        device.do('chat:edit', { roomId, clientId: key(), messageId, text: `v${n + 1}` }),
      ),
    );
    const { body } = await ana.http.get<{ versions: { text: string }[] }>(
      `/api/rooms/${roomId}/messages/${messageId}/versions`,
    );
    expect(body.versions.map(({ text }) => text).sort()).toEqual(['v0', 'v1', 'v2', 'v3']);
  });

  it('a deletion takes the words from every view at once and may be undone by whoever deleted', async () => {
    const { messageId } = await beto.socket.post(roomId, 'me arrepiento', { mentions: [caro.id] });
    await caro.socket.do('chat:react', { roomId, clientId: key(), messageId, emoji: '🎉', on: true });
    const { undoUntil } = await ana.socket.do('chat:delete', { roomId, clientId: key(), messageId });
    expect(Date.parse(undoUntil ?? '') - hub.clock.epochMs()).toBeGreaterThan((UNDO_DELETE_MINUTES - 1) * MINUTE);
    expect(await messageOf(caro, messageId)).toMatchObject({
      text: null,
      state: 'deleted',
      mentions: [],
      reactions: [],
    });
    const { events } = await hub.log.read(`room:${roomId}`, 0, 500);
    expect(JSON.stringify(events)).not.toContain('me arrepiento');
    expect((await ana.http.get(`/api/rooms/${roomId}/messages/${messageId}/versions`)).status).toBe(404);
    expect(await beto.socket.refused('chat:edit', { roomId, clientId: key(), messageId, text: 'x' })).toBe(
      'chat/message-gone',
    );
    expect(await caro.socket.refused('chat:react', { roomId, clientId: key(), messageId, emoji: '👍', on: true })).toBe(
      'chat/message-gone',
    );
    expect(await beto.socket.refused('chat:undo-delete', { roomId, clientId: key(), messageId })).toBe('not-allowed');
    await ana.socket.do('chat:undo-delete', { roomId, clientId: key(), messageId });
    expect(await messageOf(caro, messageId)).toMatchObject({
      text: 'me arrepiento',
      state: 'visible',
      mentions: [caro.id],
      deletedAt: null,
      reactions: [{ emoji: '🎉', count: 1 }],
    });
    expect((await page(caro)).mine[messageId]).toEqual(['🎉']);
  });

  it('after the undo window it is erased, exactly once however many sweep', async () => {
    const { messageId } = await beto.socket.post(roomId, 'para siempre no');
    await beto.socket.do('chat:edit', { roomId, clientId: key(), messageId, text: 'para siempre tampoco' });
    await beto.socket.do('chat:delete', { roomId, clientId: key(), messageId });
    const chat = hub.app.get(ChatService);
    hub.clock.advance((UNDO_DELETE_MINUTES - 1) * MINUTE);
    await chat.eraseDue();
    expect(await hub.sql.query('select 1 from messages where id = $1 and text is not null', [messageId])).toHaveLength(
      1,
    );
    hub.clock.advance(2 * MINUTE);
    expect(await beto.socket.refused('chat:undo-delete', { roomId, clientId: key(), messageId })).toBe(
      'chat/too-late-to-undo',
    );
    await Promise.all([chat.eraseDue(), chat.eraseDue()]);
    await ana.socket.event('chat.message-erased', ({ payload }) => payload.messageId === messageId);
    expect(
      await hub.sql.query(`select 1 from events where type = 'chat.message-erased' and subject = $1`, [messageId]),
    ).toHaveLength(1);
    expect(await messageOf(caro, messageId)).toMatchObject({ text: null, state: 'deleted', author: { id: beto.id } });
  });
});
