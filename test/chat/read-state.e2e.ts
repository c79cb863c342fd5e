import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { UNREAD_CAP, type ReadState } from '../../src/contract/chat.contract.js';
import type { RoomCard } from '../../src/contract/rooms.contract.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import { ChatRepository } from '../../src/features/chat/chat.repository.js';
import { AwayError } from '../../src/platform/database/database-errors.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const key = () => randomUUID();

describe('what one has read', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let phone: Live;
  let laptop: Live;

  beforeAll(async () => {
    // The property reads more often than a person can.
    hub = await TestHub.boot({ replace: [generous] });
    [ana, beto] = await Promise.all([hub.person('Ana'), hub.person('Beto')]);
    await beto.connect();
    phone = await ana.connect();
    laptop = await ana.connect();
  });
  afterAll(() => hub.close());

  async function room(): Promise<string> {
    const roomId = await hub.room(beto);
    await phone.do('rooms:join', { roomId });
    return roomId;
  }
  const signalOf = (device: Live, roomId: string) =>
    device.signal(`account:${ana.id}`, `read:${roomId}`) as ReadState | undefined;

  it('is the same on both devices, in the list and in the room, and counts what others said', async () => {
    const roomId = await room();
    const first = await beto.socket.post(roomId, 'uno', { mentions: [ana.id] });
    await phone.post(roomId, 'lo mío no cuenta');
    const last = await beto.socket.post(roomId, 'dos');
    const inList = async () => {
      const list = (await ana.http.get<{ rooms: RoomCard[] }>('/api/rooms')).body.rooms.find(
        ({ room }) => room.id === roomId,
      );
      return { unread: list?.unread, mentions: list?.mentions };
    };
    const inRoom = async () =>
      (await ana.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`)).body.personal.chat.read;
    expect(await inList()).toEqual({ unread: 2, mentions: 1 });
    expect(await inRoom()).toMatchObject({ unread: 2, mentions: 1, firstUnread: first.seq });
    const state = await phone.do('chat:read', { roomId, seq: first.seq });
    expect(state).toMatchObject({ roomId, readSeq: first.seq, unread: 1, mentions: 0, firstUnread: last.seq });
    await waitFor('the other device', () => signalOf(laptop, roomId)?.readSeq === first.seq);
    expect(signalOf(laptop, roomId)).toEqual(state);
    expect(await inRoom()).toEqual(state);
    expect(await laptop.do('chat:read', { roomId, seq: 1 })).toEqual(state);
    expect(await laptop.do('chat:read', { roomId, seq: 99_999 })).toMatchObject({
      readSeq: last.seq,
      unread: 0,
      firstUnread: null,
    });
    expect(await inList()).toEqual({ unread: 0, mentions: 0 });
  });

  it('is told to the other device although the database went when the mark was set, and nobody tries again', async () => {
    const roomId = await room();
    const { seq } = await beto.socket.post(roomId, 'uno');
    const repository = hub.app.get(ChatRepository);
    const { readRows } = repository;
    let tries = 0;
    // The mark is in the table; the answer, and one more look, do not come.
    repository.readRows = (...asked) => {
      tries += 1;
      return tries > 2 ? readRows.apply(repository, asked) : Promise.reject(new AwayError());
    };
    expect(await phone.refused('chat:read', { roomId, seq })).toBe('try-again');
    expect(signalOf(laptop, roomId)).toBeUndefined();
    await waitFor('the other device', () => {
      hub.clock.advance(1_000);
      return signalOf(laptop, roomId)?.readSeq === seq;
    });
    repository.readRows = readRows;
  });

  it('what was said before one came is not unread', async () => {
    const roomId = await hub.room(beto);
    await beto.socket.post(roomId, 'antes');
    await phone.do('rooms:join', { roomId });
    const { seq } = await beto.socket.post(roomId, 'después');
    const { body } = await ana.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`);
    expect(body.personal.chat.read).toMatchObject({ unread: 1, firstUnread: seq });
  });

  it('stops counting at the cap, and whoever is no member has no mark', async () => {
    const roomId = await room();
    await hub.sql.query(
      `insert into messages (id, room_id, seq, touched, author_id, client_id, text, posted_at)
       select gen_random_uuid(), $1, 1000 + n, 1000 + n, $2, gen_random_uuid(), 'relleno', now() from generate_series(1, 150) n`,
      [roomId, beto.id],
    );
    expect((await phone.do('chat:read', { roomId, seq: 1 })).unread).toBe(UNREAD_CAP);
    const outsider = await hub.person('Otilia');
    await outsider.connect();
    const { body } = await outsider.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`);
    expect(body.personal.chat.read).toEqual({ roomId, readSeq: 0, unread: 0, mentions: 0, firstUnread: null, turn: 0 });
    expect(await outsider.socket.refused('chat:read', { roomId, seq: 1 })).toBe('rooms/not-a-member');
  });

  it('never sticks and never goes back, whatever happens to the messages', async () => {
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constantFrom('beto' as const, 'ana' as const), mention: fc.boolean() }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constantFrom('edit' as const, 'delete' as const, 'undo' as const),
          nth: fc.nat(9),
          mention: fc.boolean(),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constantFrom('phone' as const, 'laptop' as const), upTo: fc.nat(30) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        const roomId = await room();
        const posted: string[] = [];
        let before = 0;
        for (const one of steps) {
          const mentions = 'mention' in one && one.mention ? [ana.id] : [];
          const messageId = 'nth' in one ? posted[one.nth % Math.max(1, posted.length)] : undefined;
          const about = { roomId, clientId: key(), messageId: messageId ?? key() };
          if (one.do === 'beto') posted.push((await beto.socket.post(roomId, 'de Beto', { mentions })).messageId);
          else if (one.do === 'ana') await phone.post(roomId, 'de Ana', { mentions });
          else if (one.do === 'edit')
            await beto.socket.ask('chat:edit', { ...about, text: `editado ${key()}`, mentions });
          else if (one.do === 'delete') await beto.socket.ask('chat:delete', about);
          else if (one.do === 'undo') await beto.socket.ask('chat:undo-delete', about);
          else if ('upTo' in one) {
            const { readSeq } = await (one.do === 'phone' ? phone : laptop).do('chat:read', { roomId, seq: one.upTo });
            expect(readSeq).toBeGreaterThanOrEqual(before);
            before = readSeq;
          }
        }
        const { body } = await ana.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`);
        const { messages } = body.shared.chat;
        const left = messages.filter(
          ({ seq, author, state }) => seq > before && author.id !== ana.id && state === 'visible',
        );
        const { readSeq, turn: _turn, ...counted } = body.personal.chat.read;
        expect(counted).toEqual({
          roomId,
          unread: left.length,
          mentions: left.filter((message) => message.mentions.includes(ana.id)).length,
          firstUnread: left[0]?.seq ?? null,
        });
        expect(readSeq).toBeGreaterThanOrEqual(before);
        const head = body.head.seq;
        const ends = await Promise.all([
          phone.do('chat:read', { roomId, seq: head }),
          laptop.do('chat:read', { roomId, seq: head - 1 }),
        ]);
        expect(ends[0]).toMatchObject({ readSeq: head, unread: 0, mentions: 0, firstUnread: null });
        for (const device of [phone, laptop])
          await waitFor(
            'both devices at the end',
            () => signalOf(device, roomId)?.readSeq === head && signalOf(device, roomId)?.unread === 0,
          );
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
