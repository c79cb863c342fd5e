import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MessagesPage } from '../../src/contract/chat.contract.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { ChatService } from '../../src/features/chat/chat.service.js';
import { Retention } from '../../src/features/chat/retention.js';
import { addressesOf, uploaded } from '../support/files.js';
import { TestHub } from '../support/hub.js';
import type { Person } from '../support/person.js';

const key = () => randomUUID();

describe('the memory of a room', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let caro: Person;
  let roomId: string;
  const snapshotOf = async (who: Person) => (await who.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`)).body;
  const pageOf = async (who: Person, query = '') =>
    (await who.http.get<MessagesPage>(`/api/rooms/${roomId}/messages${query}`)).body;
  const textsOf = ({ messages }: { messages: readonly { text: string | null }[] }) => messages.map(({ text }) => text);
  const remember = (memory: object) => ana.socket.do('rooms:set-memory', { roomId, memory });

  beforeAll(async () => {
    hub = await TestHub.boot();
    [ana, beto, caro] = await Promise.all([hub.person('Ana'), hub.person('Beto'), hub.person('Caro')]);
    await Promise.all([ana, beto, caro].map((person) => person.connect()));
  });
  afterAll(() => hub.close());
  beforeEach(async () => {
    roomId = await hub.room(ana, { title: 'Sala con memoria' });
  });

  describe('seen from when one joined', () => {
    it('hides what was before in every answer: pages, jumps, quotes, snapshot, files, and what a socket missed', async () => {
      await beto.socket.do('rooms:join', { roomId });
      const file = await uploaded(ana, roomId, 'antes.txt', 'de antes');
      const first = await ana.socket.post(roomId, 'antes', { attachments: [{ id: file.id, alt: '' }] });
      await remember({ historyFrom: 'joined' });
      await caro.socket.do('rooms:join', { roomId });
      await beto.socket.post(roomId, 'respuesta', { replyTo: first.messageId });
      await ana.socket.post(roomId, 'después');

      const mine = await pageOf(caro);
      expect(textsOf(mine)).toEqual(['respuesta', 'después']);
      expect(mine).toMatchObject({ hasOlder: false, quoted: [] });
      expect(textsOf(await pageOf(caro, `?around=${first.seq}`))).toEqual(['respuesta', 'después']);
      expect(textsOf(await pageOf(caro, `?before=${first.seq + 1}`))).toEqual([]);
      expect(textsOf(await pageOf(caro, '?after=0'))).toEqual(['respuesta', 'después']);
      const snapshot = await snapshotOf(caro);
      expect(textsOf(snapshot.shared.chat)).toEqual(['respuesta', 'después']);
      expect(snapshot.shared.chat).toMatchObject({ hasOlder: false, quoted: [] });
      expect(snapshot.personal.chat.from).toBeGreaterThan(first.seq);
      expect(JSON.stringify(snapshot)).not.toContain('antes');
      expect(await addressesOf(caro, roomId, [file.id])).toEqual([]);
      const missed = { stream: `room:${roomId}`, after: { epoch: 1, seq: 0 } };
      expect(await caro.socket.do('stream:open', missed)).toMatchObject({ resync: true });
      const after = { epoch: 1, seq: snapshot.personal.chat.from };
      expect(await caro.socket.do('stream:open', { ...missed, after })).toMatchObject({ resync: false });
      expect(JSON.stringify(caro.socket.ofStream(`room:${roomId}`))).not.toContain('antes');

      // Who was there before, and who runs the room, read on as ever.
      for (const who of [ana, beto]) {
        expect(textsOf(await pageOf(who))).toEqual(['antes', 'respuesta', 'después']);
        expect(textsOf((await snapshotOf(who)).shared.chat)).toHaveLength(3);
        expect(await addressesOf(who, roomId, [file.id])).toHaveLength(1);
      }
      const chat = hub.app.get(ChatService);
      expect(await chat.readsFrom(hub.sql, roomId, ana.id)).toBe(0);
      expect(await chat.readsFrom(hub.sql, roomId, caro.id)).toBe(snapshot.personal.chat.from);
    });

    it('begins anew for who left and came back, and shows who only looks in nothing of what was', async () => {
      await beto.socket.do('rooms:join', { roomId });
      await ana.socket.post(roomId, 'uno');
      await remember({ historyFrom: 'joined' });
      expect(textsOf(await pageOf(beto))).toEqual(['uno']);
      await beto.socket.do('rooms:leave', { roomId });
      await ana.socket.post(roomId, 'sin ti');
      await beto.socket.do('rooms:join', { roomId });
      expect(textsOf(await pageOf(beto))).toEqual([]);

      expect(textsOf(await pageOf(caro))).toEqual([]);
      const looking = await snapshotOf(caro);
      expect(textsOf(looking.shared.chat)).toEqual([]);
      // It follows from its snapshot, hears what is said, and comes back to what it may just have heard; not further.
      const from = { epoch: 1, seq: looking.head.seq };
      await ana.socket.post(roomId, 'en directo');
      expect(await caro.socket.open(`room:${roomId}`, from)).toMatchObject({ resync: false });
      await caro.socket.event('chat.message-posted', ({ payload }) => payload.message.text === 'en directo');
      hub.clock.advance(10 * 60_000);
      await ana.socket.post(roomId, 'más tarde');
      expect(await caro.socket.open(`room:${roomId}`, from)).toMatchObject({ resync: true });
      await caro.socket.do('stream:close', { stream: `room:${roomId}` });
    });
  });

  it('that lasts thirty days: at night what is older leaves every table, file and answer, and the rest stays', async () => {
    const word = `canario${key().slice(0, 8)}`;
    await beto.socket.do('rooms:join', { roomId });
    await beto.socket.open(`room:${roomId}`);
    const file = await uploaded(ana, roomId, `${word}.txt`, `lo que dice ${word}`);
    const old = await ana.socket.post(roomId, `viejo ${word}`, { attachments: [{ id: file.id, alt: word }] });
    await ana.socket.do('chat:edit', { roomId, clientId: key(), messageId: old.messageId, text: `corregido ${word}` });
    for (let n = 0; n < 130; n += 1) await (n % 2 ? ana : beto).socket.post(roomId, `viejo ${n} ${word}`);
    await hub.sql.query(`update messages set posted_at = posted_at - interval '31 days' where room_id = $1`, [roomId]);
    const kept = await ana.socket.post(roomId, 'nuevo', { replyTo: old.messageId });
    const retention = hub.app.get(Retention);
    await retention.sweep();
    expect((await pageOf(beto, '?limit=100')).messages).toHaveLength(100);

    await remember({ keepDays: 30 });
    await retention.sweep();
    await hub.log.settled();
    expect(textsOf(await pageOf(beto))).toEqual(['nuevo']);
    expect(await pageOf(ana)).toMatchObject({ hasOlder: false, quoted: [] });
    expect((await snapshotOf(beto)).shared.chat).toMatchObject({ messages: [{ id: kept.messageId }], hasOlder: false });
    const erased = await beto.socket.event('chat.history-erased', ({ payload }) => payload.first === kept.seq);
    expect(erased.payload.from).toBeLessThanOrEqual(kept.seq);
    const tables = await hub.sql.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables)
      expect({
        name,
        rows: await hub.sql.query(`select 1 from ${name} t where t::text like $1 limit 1`, [`%${word}%`]),
      }).toEqual({ name, rows: [] });
    expect(JSON.stringify((await hub.log.read(`room:${roomId}`, 0, 1_000)).events)).not.toContain(word);
    const folder = join(hub.dataDir, 'files', file.id);
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);

    // Nothing is due a second time, and what is said goes on getting older.
    const { seq } = (await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`) ?? { seq: 0 };
    await retention.sweep();
    expect((await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`)?.seq).toBe(seq);
    expect(await retention.sweepRoom(roomId, -1)).toBe(1);
    expect(textsOf(await pageOf(beto))).toEqual([]);
  });
});
