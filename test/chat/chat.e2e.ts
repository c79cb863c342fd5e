import { randomUUID } from 'node:crypto';
import type { MessagesPage } from '../../src/contract/chat.contract.js';
import { MAX_DIFFERENT_REACTIONS } from '../../src/contract/chat.contract.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const key = () => randomUUID();

describe('talking in a room', () => {
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

  it('a message arrives with its place, its author and its words', async () => {
    const clientId = key();
    const { messageId, seq, postedAt } = await beto.socket.post(roomId, '  Hola a todas  ', { clientId });
    const event = await ana.socket.event('chat.message-posted', ({ payload }) => payload.message.id === messageId);
    expect(event).toMatchObject({ seq, subject: messageId, actor: beto.id });
    expect(event.payload.message).toEqual({
      id: messageId,
      seq,
      touched: seq,
      author: { id: beto.id, name: 'Beto', kind: 'person', avatar: null },
      clientId,
      replyTo: null,
      text: 'Hola a todas',
      mentions: [],
      attachments: [],
      previews: [],
      lang: null,
      state: 'visible',
      postedAt,
      editedAt: null,
      deletedAt: null,
      generated: false,
      reactions: [],
      ...{ threadId: null, asks: false, answerId: null, replies: null, thanks: 0, pin: null },
    });
    expect(await messageOf(caro, messageId)).toEqual(event.payload.message);
  });

  it('an answer quotes; what is answered must be of this room', async () => {
    const first = await ana.socket.post(roomId, 'primera');
    const answer = await beto.socket.post(roomId, 'respuesta', { replyTo: first.messageId });
    const [only] = (await page(caro, `?after=${answer.seq - 1}&limit=1`)).quoted;
    expect(only?.id).toBe(first.messageId);
    const elsewhere = await hub.room(ana);
    const far = await ana.socket.post(elsewhere, 'lejos');
    const refusal = await beto.socket.refused('chat:post', {
      roomId,
      clientId: key(),
      text: 'x',
      replyTo: far.messageId,
    });
    expect(refusal).toBe('chat/message-gone');
  });

  it('mentions reach the own stream of members, once, and nobody else and not oneself', async () => {
    const outsider = await hub.person('Otilia');
    await outsider.connect();
    const mentions = [ana.id, beto.id, outsider.id, key()];
    const { messageId, seq } = await beto.socket.post(roomId, 'mirad', { mentions });
    const mentioned = await ana.socket.event('chat.person-mentioned', ({ payload }) => payload.messageId === messageId);
    expect(mentioned.payload).toMatchObject({ roomId, messageId, messageSeq: seq, by: { id: beto.id, name: 'Beto' } });
    expect((await messageOf(ana, messageId))?.mentions.sort()).toEqual([ana.id, beto.id].sort());
    await beto.socket.do('chat:edit', {
      roomId,
      clientId: key(),
      messageId,
      text: 'mirad bien',
      mentions: [ana.id, caro.id],
    });
    await caro.socket.event('chat.person-mentioned', ({ payload }) => payload.messageId === messageId);
    const told = await hub.sql.query<{ stream: string }>(
      `select stream from events where type = 'chat.person-mentioned' and subject = $1 order by position`,
      [messageId],
    );
    expect(told.map(({ stream }) => stream)).toEqual([`account:${ana.id}`, `account:${caro.id}`]);
    const strangers = await hub.sql.query('select 1 from streams where id = $1', [`account:${mentions[3]}`]);
    expect(strangers).toEqual([]);
  });

  it('reactions are values; a message holds so many different ones', async () => {
    const { messageId } = await beto.socket.post(roomId, 'opinad');
    const react = (who: Person, emoji: string, on = true) =>
      who.socket.do('chat:react', { roomId, clientId: key(), messageId, emoji, on });
    await react(beto, '👍');
    const { seq } = await react(caro, '👍');
    expect(await react(caro, '👍')).toEqual({ seq });
    const event = await ana.socket.event('chat.reaction-changed', (one) => one.seq === seq);
    expect(event.payload).toEqual({ messageId, emoji: '👍', count: 2, personId: caro.id, on: true });
    await react(beto, '👍', false);
    expect((await messageOf(ana, messageId))?.reactions).toEqual([{ emoji: '👍', count: 1 }]);
    const emojis = Array.from({ length: MAX_DIFFERENT_REACTIONS - 1 }, (_, n) => String.fromCodePoint(0x1f600 + n));
    for (const emoji of emojis) await react(caro, emoji);
    const more = { roomId, clientId: key(), messageId, emoji: '🎈', on: true };
    expect(await caro.socket.refused('chat:react', more)).toBe('chat/too-many-reactions');
    await react(beto, '👍');
  });

  it('who only watches reads and reacts; who is not there does neither', async () => {
    const { messageId } = await ana.socket.post(roomId, 'bienvenida');
    await ana.socket.do('rooms:set-role', { roomId, personId: caro.id, role: 'spectator' });
    expect(await caro.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('chat/spectators-read');
    await caro.socket.do('chat:react', { roomId, clientId: key(), messageId, emoji: '👏', on: true });
    await ana.socket.do('rooms:remove', { roomId, personId: beto.id });
    expect(await beto.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('rooms/not-a-member');
    await ana.socket.do('rooms:ban', { roomId, personId: beto.id, reason: 'prueba' });
    expect(await beto.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('rooms/banned');
    await ana.socket.do('rooms:set-locks', { roomId, locks: { chat: true } });
    await ana.socket.do('rooms:set-role', { roomId, personId: caro.id, role: 'learner' });
    expect(await caro.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('chat/locked');
    await ana.socket.post(roomId, 'yo sí');
    await ana.socket.do('rooms:archive', { roomId });
    expect(await ana.socket.refused('chat:post', { roomId, clientId: key(), text: 'x' })).toBe('rooms/archived');
    const nowhere = { roomId: key(), clientId: key(), text: 'x' };
    expect(await ana.socket.refused('chat:post', nowhere)).toBe('not-found');
    expect(await hub.sql.query('select 1 from streams where id = $1', [`room:${nowhere.roomId}`])).toEqual([]);
  });

  it('pages go back to the beginning and forth to the end, and open around a message', async () => {
    const seqs: number[] = [];
    for (let n = 0; n < 12; n += 1) seqs.push((await beto.socket.post(roomId, `mensaje ${n}`)).seq);
    const latest = await page(ana, '?limit=5');
    expect(latest.messages.map(({ seq }) => seq)).toEqual(seqs.slice(7));
    expect([latest.hasOlder, latest.hasNewer]).toEqual([true, false]);
    const older = await page(ana, `?limit=7&before=${seqs[7]}`);
    expect(older.messages.map(({ seq }) => seq)).toEqual(seqs.slice(0, 7));
    expect([older.hasOlder, older.hasNewer]).toEqual([false, true]);
    const around = await page(ana, `?limit=4&around=${seqs[5]}`);
    expect(around.messages.map(({ seq }) => seq)).toEqual(seqs.slice(3, 7));
    expect([around.hasOlder, around.hasNewer]).toEqual([true, true]);
    const newer = await page(ana, `?limit=6&after=${seqs[5]}`);
    expect(newer.messages.map(({ seq }) => seq)).toEqual(seqs.slice(6));
    expect([newer.hasOlder, newer.hasNewer]).toEqual([true, false]);
    expect(newer.head).toBe(seqs[11]);
    expect((await ana.http.get(`/api/rooms/${roomId}/messages?after=1&before=9`)).status).toBe(400);
  });

  it('typing is seen by the others with the name of the room, and never of who may not write', async () => {
    await ana.socket.do('rooms:set-role', { roomId, personId: caro.id, role: 'spectator' });
    await caro.socket.open(`room:${roomId}`);
    caro.socket.raw.emit('signal:set', { stream: `room:${roomId}`, name: 'typing', value: { typing: true } });
    await beto.socket.open(`room:${roomId}`);
    beto.socket.raw.emit('signal:set', { stream: `room:${roomId}`, name: 'typing', value: { typing: true } });
    const typing = () => ana.socket.signal(`room:${roomId}`, `typing:${beto.id}`);
    expect(await waitFor('typing', typing)).toEqual({
      person: { id: beto.id, name: 'Beto', kind: 'person', avatar: null },
    });
    beto.socket.raw.emit('signal:set', { stream: `room:${roomId}`, name: 'typing', value: { typing: false } });
    await waitFor('the end of typing', () => typing() === undefined);
    expect(ana.socket.signal(`room:${roomId}`, `typing:${caro.id}`)).toBeUndefined();
  });
});
