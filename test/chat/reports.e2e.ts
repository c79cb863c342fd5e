import { randomUUID } from 'node:crypto';
import type { MessagesPage } from '../../src/contract/chat.contract.js';
import type { HiddenMessage, ReportContext, ReportList } from '../../src/contract/reports.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const key = () => randomUUID();

describe('a message that somebody reports', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let caro: Person;
  let roomId: string;
  let stream: string;
  const report = (who: Person, messageId: string, more: object = {}) =>
    who.socket.do('chat:report', { roomId, clientId: key(), messageId, reason: 'spam', words: 'Vende', ...more });
  const reports = async (who: Person, query = '') =>
    (await who.http.get<ReportList>(`/api/rooms/${roomId}/reports${query}`)).body;
  const pageOf = async (who: Person) => (await who.http.get<MessagesPage>(`/api/rooms/${roomId}/messages`)).body;
  const hide = (messageId: string) =>
    ana.socket.do('chat:hide', { roomId, clientId: key(), messageId, reason: 'Es publicidad' });

  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto, caro] = await Promise.all([hub.person('Ana'), hub.person('Beto'), hub.person('Caro')]);
    await Promise.all([ana, beto, caro].map((person) => person.connect()));
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    roomId = await hub.room(ana, { title: 'Sala con orden' });
    stream = `room:${roomId}`;
    for (const person of [beto, caro]) await person.socket.do('rooms:join', { roomId });
  });

  it('reaches the staff with ten messages before and after it, and with who reported, whom nobody else learns', async () => {
    await ana.socket.open(`${stream}:staff`);
    const ids: string[] = [];
    for (let n = 0; n < 25; n += 1) ids.push((await beto.socket.post(roomId, `mensaje ${n}`)).messageId);
    await report(caro, ids[12] ?? '');
    const event = await ana.socket.event('chat.report-opened', ({ payload }) => payload.messageId === ids[12]);
    expect(event).toMatchObject({ actor: null, payload: { reason: 'spam', open: 1 } });
    const { reports: found, open } = await reports(ana);
    expect({ found, open }).toMatchObject({
      open: 1,
      found: [{ reporter: { id: caro.id }, reason: 'spam', words: 'Vende', message: { id: ids[12] }, outcome: null }],
    });
    const one = await ana.http.get<ReportContext>(`/api/rooms/${roomId}/reports/${found[0]?.id}`);
    expect(one.body.messages.map(({ id }) => id)).toEqual(ids.slice(2, 23));
    for (const who of [beto, caro]) expect((await who.http.get(`/api/rooms/${roomId}/reports`)).status).toBe(403);
    const [stored] = await hub.sql.query<{ text: string }>(
      `select string_agg(e::text, ' ') as text from events e where e.type = 'chat.report-opened' and e.stream = $1`,
      [`${stream}:staff`],
    );
    expect(stored?.text).not.toContain(caro.id);
    await ana.socket.do('stream:close', { stream: `${stream}:staff` });
  });

  it('is reported once by each, never by its author, and only where it can be seen', async () => {
    const { messageId } = await beto.socket.post(roomId, 'compra ya');
    await report(caro, messageId);
    const again = { roomId, clientId: key(), messageId, reason: 'hate' as const };
    expect(await caro.socket.refused('chat:report', again)).toBe('chat/already-reported');
    expect(await beto.socket.refused('chat:report', { ...again, clientId: key() })).toBe('not-allowed');
    const elsewhere = await hub.room(ana, { title: 'Otra sala' });
    await caro.socket.do('rooms:join', { roomId: elsewhere });
    const foreign = { ...again, roomId: elsewhere, clientId: key() };
    expect(await caro.socket.refused('chat:report', foreign)).toBe('chat/message-gone');
    const dora = await hub.person('Dora');
    await dora.connect();
    await dora.socket.do('rooms:join', { roomId });
    for (let n = 0; n < 20; n += 1) await report(dora, (await ana.socket.post(roomId, `tarea ${n}`)).messageId);
    const last = { ...again, clientId: key(), messageId: (await ana.socket.post(roomId, 'y otra')).messageId };
    expect(await dora.socket.refused('chat:report', last)).toBe('too-fast');
  });

  it('can be hidden: its words leave the log and every answer; its author and the staff still read them, and why', async () => {
    const word = `canario${key().slice(0, 8)}`;
    await caro.socket.open(stream);
    const { messageId, seq } = await beto.socket.post(roomId, `compra ${word}`);
    await report(caro, messageId);
    await hide(messageId);
    await caro.socket.event('chat.message-hidden', ({ payload }) => payload.messageId === messageId);
    for (const who of [ana, beto, caro])
      expect((await pageOf(who)).messages.at(-1)).toMatchObject({ id: messageId, state: 'hidden', text: null });
    expect(JSON.stringify((await hub.log.read(stream, 0, 100)).events)).not.toContain(word);
    const hidden = `/api/rooms/${roomId}/messages/${messageId}/hidden`;
    for (const who of [ana, beto]) {
      const { body } = await who.http.get<HiddenMessage>(hidden);
      expect(body).toMatchObject({ reason: 'Es publicidad', message: { text: `compra ${word}`, state: 'hidden' } });
    }
    expect((await caro.http.get(hidden)).status).toBe(403);
    expect((await reports(ana)).reports).toEqual([]);
    expect((await reports(ana, '?state=closed')).reports).toMatchObject([
      { outcome: 'hidden', message: { text: `compra ${word}` } },
    ]);
    const judged = await beto.socket.event('chat.message-judged', ({ payload }) => payload.messageId === messageId);
    expect(judged).toMatchObject({ actor: null, payload: { decision: 'hidden', reason: 'Es publicidad' } });
    const answered = await caro.socket.event('chat.report-answered', ({ payload }) => payload.messageId === messageId);
    expect(answered).toMatchObject({ actor: null, payload: { roomId, messageSeq: seq, outcome: 'hidden' } });

    const back = { roomId, clientId: key(), messageId, reason: 'Era una broma' };
    await ana.socket.do('chat:show', back);
    await caro.socket.event('chat.message-shown', ({ payload }) => payload.message.text === `compra ${word}`);
    expect((await pageOf(caro)).messages.at(-1)).toMatchObject({ state: 'visible', text: `compra ${word}` });
    expect((await ana.http.get(hidden)).status).toBe(404);
    const { body } = await ana.http.get<{ decisions: object[] }>(`/api/rooms/${roomId}/decisions`);
    expect(body.decisions).toMatchObject([
      { action: 'shown', reason: 'Era una broma', by: { id: ana.id }, person: { id: beto.id }, messageId },
      { action: 'hidden', reason: 'Es publicidad', by: { id: ana.id }, person: { id: beto.id }, messageId },
    ]);
    await caro.socket.do('stream:close', { stream });
  });

  it('while hidden is edited, answered with a reaction or reported by nobody; its author may delete it, without undo', async () => {
    const { messageId } = await beto.socket.post(roomId, 'compra ya');
    await hide(messageId);
    const about = () => ({ roomId, clientId: key(), messageId });
    expect(await beto.socket.refused('chat:edit', { ...about(), text: 'otra cosa' })).toBe('chat/hidden');
    expect(await caro.socket.refused('chat:react', { ...about(), emoji: '👍', on: true })).toBe('chat/message-gone');
    expect(await caro.socket.refused('chat:report', { ...about(), reason: 'spam' })).toBe('chat/hidden');
    expect(await ana.socket.refused('chat:hide', { ...about(), reason: 'x' })).toBe('chat/message-gone');
    expect(await beto.socket.do('chat:delete', about())).toMatchObject({ undoUntil: null });
    expect(await beto.socket.refused('chat:undo-delete', about())).toBe('chat/hidden');
    expect(await ana.socket.refused('chat:show', { ...about(), reason: 'x' })).toBe('chat/message-gone');
  });

  it('can stay: whoever reported hears so, and may report it again', async () => {
    const { messageId } = await beto.socket.post(roomId, 'no me gusta');
    await report(caro, messageId);
    const settle = { roomId, messageId, outcome: 'kept' as const, reason: 'Es una opinión' };
    await ana.socket.do('chat:settle-reports', { ...settle, clientId: key() });
    await caro.socket.event('chat.report-answered', ({ payload }) => payload.outcome === 'kept');
    expect(await ana.socket.refused('chat:settle-reports', { ...settle, clientId: key() })).toBe('chat/report-closed');
    await report(caro, messageId, { clientId: key() });
    expect((await reports(ana)).open).toBe(1);
  });

  it('or taken away by the staff, like a person who is, stands among the decisions of the room; one’s own does not', async () => {
    const { messageId } = await beto.socket.post(roomId, 'fuera de lugar');
    await ana.socket.do('chat:delete', { roomId, clientId: key(), messageId });
    const own = await ana.socket.post(roomId, 'me arrepiento');
    await ana.socket.do('chat:delete', { roomId, clientId: key(), messageId: own.messageId });
    await ana.socket.do('rooms:remove', { roomId, personId: caro.id });
    await ana.socket.do('rooms:ban', { roomId, personId: beto.id, reason: 'No hay manera' });
    await ana.socket.do('rooms:unban', { roomId, personId: beto.id });
    const { body } = await ana.http.get<{ decisions: object[] }>(`/api/rooms/${roomId}/decisions`);
    expect(body.decisions).toMatchObject([
      { action: 'unbanned', person: { id: beto.id } },
      { action: 'banned', person: { id: beto.id }, reason: 'No hay manera' },
      { action: 'removed', person: { id: caro.id }, by: { id: ana.id }, messageId: null },
      { action: 'deleted', person: { id: beto.id }, messageId },
    ]);
  });

  it('is nobody’s to judge between two people', async () => {
    const direct = await beto.http.post<{ room: { id: string } }>('/api/rooms/direct', { personIds: [caro.id] });
    const { messageId } = await beto.socket.post(direct.body.room.id, 'hola');
    const about = { roomId: direct.body.room.id, messageId, clientId: key() };
    expect(await caro.socket.refused('chat:report', { ...about, reason: 'spam' })).toBe('not-allowed');
    expect(await caro.socket.refused('chat:hide', { ...about, clientId: key(), reason: 'x' })).toBe('not-allowed');
  });
});
