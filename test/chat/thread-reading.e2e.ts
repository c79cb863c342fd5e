import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { MessagesPage, ReadState } from '../../src/contract/chat.contract.js';
import type { RoomSnapshot } from '../../src/contract/room-snapshot.contract.js';
import type { ThreadsList, ThreadState } from '../../src/contract/threads.contract.js';
import { generous } from '../support/generous-limits.js';
import { TestHub } from '../support/hub.js';
import type { Live, Person } from '../support/person.js';
import { waitFor } from '../support/wait-for.js';

const key = () => randomUUID();

/** Two threads, one that Ana began and one that Beto did; Beto writes, edits and deletes, Ana reads on two devices. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('beto' as const, 'beto' as const, 'ana' as const),
      list: fc.constantFrom(null, 0, 1),
      mention: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('edit' as const, 'delete' as const, 'undo' as const, 'delete root' as const),
      nth: fc.nat(12),
      mention: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('phone' as const, 'laptop' as const),
      list: fc.constantFrom(null, 0, 1),
      upTo: fc.nat(40),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('follow' as const), list: fc.constantFrom(0, 1), following: fc.boolean() }),
  },
);

describe('what one has read of threads', () => {
  let hub: TestHub;
  let ana: Person;
  let beto: Person;
  let phone: Live;
  let laptop: Live;

  beforeAll(async () => {
    hub = await TestHub.boot({ replace: [generous] });
    [ana, beto] = await Promise.all([hub.person('Ana'), hub.person('Beto')]);
    await beto.connect();
    phone = await ana.connect();
    laptop = await ana.connect();
  });
  afterAll(() => hub.close());

  const roomState = async (roomId: string) =>
    (await ana.http.get<RoomSnapshot>(`/api/rooms/${roomId}/snapshot`)).body.personal.chat.read;
  const listed = async (roomId: string) =>
    (await ana.http.get<ThreadsList>(`/api/rooms/${roomId}/threads`)).body.threads;
  const pageOf = async (roomId: string, path: string) =>
    (await ana.http.get<MessagesPage>(`/api/rooms/${roomId}/${path}?after=0&limit=100`)).body.messages;

  it('counts apart from the room, but for mentions; reading here is reading there', async () => {
    const roomId = await hub.room(beto);
    await phone.do('rooms:join', { roomId });
    const { messageId: threadId, seq } = await phone.post(roomId, 'raíz');
    await phone.do('chat:read', { roomId, seq });
    const first = await beto.socket.post(roomId, 'en el hilo', { threadId });
    const last = await beto.socket.post(roomId, 'para ti', { threadId, mentions: [ana.id] });
    expect(await roomState(roomId)).toMatchObject({ unread: 0, mentions: 1, firstUnread: null });
    const [mine] = await listed(roomId);
    expect(mine?.state).toMatchObject({ unread: 2, mentions: 1, firstUnread: first.seq, following: true });
    expect(mine?.root.replies).toMatchObject({ count: 2, people: [beto.id] });
    const state = await phone.do('chat:read-thread', { roomId, threadId, seq: last.seq });
    expect(state).toMatchObject({ readSeq: last.seq, unread: 0, mentions: 0 });
    const said = (name: string) => laptop.signal(`account:${ana.id}`, name);
    await waitFor('the other device', () => (said(`thread:${threadId}`) as ThreadState | undefined)?.unread === 0);
    await waitFor('the room too', () => (said(`read:${roomId}`) as ReadState | undefined)?.mentions === 0);
    expect(await laptop.do('chat:read-thread', { roomId, threadId, seq: 1 })).toEqual(state);
    const muted = { roomId, threadId, following: true, muted: true };
    expect(await laptop.do('chat:follow-thread', muted)).toMatchObject({ following: true, muted: true });
  });

  it('never sticks and never goes back, whatever happens to roots and replies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        const roomId = await hub.room(beto);
        await phone.do('rooms:join', { roomId });
        const threads = [
          (await phone.post(roomId, 'de Ana')).messageId,
          (await beto.socket.post(roomId, 'de Beto')).messageId,
        ];
        const posted: string[] = [];
        const marks = new Map<string | null, number>();
        for (const one of steps) {
          const mentions = 'mention' in one && one.mention ? [ana.id] : [];
          const nth = 'nth' in one ? one.nth : 0;
          const messageId = one.do === 'delete root' ? threads[1] : posted[nth % Math.max(1, posted.length)];
          const about = { roomId, clientId: key(), messageId: messageId ?? key() };
          const threadId = 'list' in one && one.list !== null ? (threads[one.list] ?? null) : null;
          if (one.do === 'beto' || one.do === 'ana') {
            const who = one.do === 'beto' ? beto.socket : phone;
            const answer = await who.ask('chat:post', { roomId, clientId: key(), text: key(), threadId, mentions });
            if (answer.ok && one.do === 'beto') posted.push(answer.data.messageId);
          } else if (one.do === 'edit') await beto.socket.ask('chat:edit', { ...about, text: key(), mentions });
          else if (one.do === 'delete' || one.do === 'delete root') await beto.socket.ask('chat:delete', about);
          else if (one.do === 'undo') await beto.socket.ask('chat:undo-delete', about);
          else if (one.do === 'follow')
            await phone.do('chat:follow-thread', {
              roomId,
              threadId: threadId ?? '',
              following: one.following,
              muted: false,
            });
          else if ('upTo' in one) {
            const device = one.do === 'phone' ? phone : laptop;
            const seq = one.upTo;
            const state =
              threadId === null
                ? await device.do('chat:read', { roomId, seq })
                : await device.do('chat:read-thread', { roomId, threadId, seq });
            expect(state.readSeq).toBeGreaterThanOrEqual(marks.get(threadId) ?? 0);
            marks.set(threadId, state.readSeq);
          }
        }
        // What the hub counts is what one can still see and has not read, list by list.
        const room = await roomState(roomId);
        const main = await pageOf(roomId, 'messages');
        const unreadIn = (messages: MessagesPage['messages'], readSeq: number) =>
          messages.filter(({ seq, author, state }) => seq > readSeq && author.id !== ana.id && state === 'visible');
        expect(room.unread).toBe(unreadIn(main, room.readSeq).length);
        const states = new Map((await listed(roomId)).map(({ state }) => [state.threadId, state]));
        let mentions = unreadIn(main, room.readSeq).filter((one) => one.mentions.includes(ana.id)).length;
        for (const threadId of threads) {
          const state = states.get(threadId);
          const replies = (await pageOf(roomId, `threads/${threadId}`)).slice(1);
          const visible = replies.filter((one) => one.state === 'visible');
          expect(main.find(({ id }) => id === threadId)?.replies?.count ?? 0).toBe(visible.length);
          if (!state) continue;
          const left = unreadIn(replies, state.readSeq);
          const named = left.filter((one) => one.mentions.includes(ana.id)).length;
          expect(state).toMatchObject({ unread: left.length, mentions: named, firstUnread: left[0]?.seq ?? null });
          mentions += named;
        }
        expect(room.mentions).toBe(mentions);

        // Read to the end, on either device, nothing is left anywhere.
        const { seq: head } = (await hub.log.heads([`room:${roomId}`])).get(`room:${roomId}`) ?? { seq: 0 };
        await phone.do('chat:read', { roomId, seq: head });
        for (const [at, threadId] of threads.entries())
          await (at === 0 ? phone : laptop).do('chat:read-thread', { roomId, threadId, seq: head });
        expect(await roomState(roomId)).toMatchObject({ unread: 0, mentions: 0, firstUnread: null });
        for (const { state } of await listed(roomId)) expect(state).toMatchObject({ unread: 0, mentions: 0 });
        for (const device of [phone, laptop])
          await waitFor('both devices at the end', () => {
            const said = device.signal(`account:${ana.id}`, `read:${roomId}`) as ReadState | undefined;
            return said?.unread === 0 && said.mentions === 0;
          });
      }),
      { numRuns: 20 },
    );
  }, 240_000);
});
